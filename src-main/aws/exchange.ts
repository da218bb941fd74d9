import http from 'node:http';
import https from 'node:https';

export interface OutgoingRequest {
  readonly isTls: boolean;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A whole reply, as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ExchangeLimits {
  readonly connectMs: number;
  /** From the first step to the last byte of the reply. */
  readonly wholeMs: number;
}

/** No whole reply came. `sent`: the request may have reached somebody. */
export class ExchangeFault extends Error {
  override readonly name = 'ExchangeFault';
  readonly reason: 'failed' | 'timed-out' | 'too-large' | 'other-protocol';
  readonly sent: boolean;
  constructor(reason: ExchangeFault['reason'], sent: boolean, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
    this.sent = sent;
  }
}

/**
 * One request over a connection of its own, and its whole reply. A pooled connection could have died
 * meanwhile, and then nobody knows whether the request was read; here nothing is written before the
 * connection stands and, with TLS, is trusted. Throws `ExchangeFault`.
 */
export function exchange(
  request: OutgoingRequest,
  agent: https.Agent | undefined,
  limits: ExchangeLimits & { readonly largestBytes: number },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const options = {
      hostname: request.hostname,
      port: request.port,
      path: request.path,
      method: request.method,
      headers: request.headers,
      agent: agent ?? false,
    };
    const outgoing = request.isTls ? https.request(options) : http.request(options);
    const timers = [
      setTimeout(() => sent || fail('timed-out'), limits.connectMs),
      setTimeout(() => fail('timed-out'), limits.wholeMs),
    ];
    const fail = (reason: ExchangeFault['reason'], cause?: unknown) => {
      for (const timer of timers) clearTimeout(timer);
      outgoing.destroy();
      reject(new ExchangeFault(reason, sent, cause));
    };
    outgoing.on('error', (error) => fail('failed', error));
    outgoing.on('upgrade', () => fail('other-protocol'));
    outgoing.on('socket', (socket) => {
      socket.once(request.isTls ? 'secureConnect' : 'connect', () => {
        sent = true;
        outgoing.end(request.body);
      });
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('error', (error) => fail('failed', error));
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > limits.largestBytes) fail('too-large');
      });
      incoming.on('end', () => {
        for (const timer of timers) clearTimeout(timer);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
  });
}
