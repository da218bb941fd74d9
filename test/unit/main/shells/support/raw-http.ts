import { request } from 'node:http';
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface RawRequest {
  readonly port?: number;
  readonly socketPath?: string;
  readonly method?: string;
  readonly path: string;
  /** Sent as they are: no Host is added. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  readonly agent?: Agent;
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request in which every header can be forged. */
export async function send(parts: RawRequest): Promise<RawReply> {
  const reply = await sendForStream(parts);
  const chunks: Buffer[] = [];
  for await (const chunk of reply as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    status: reply.statusCode ?? 0,
    headers: reply.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

export function sendForStream(parts: RawRequest): Promise<IncomingMessage> {
  const { port, socketPath, method = 'POST', path, headers, body, agent } = parts;
  return new Promise((resolve, reject) => {
    const where = socketPath === undefined ? { host: '127.0.0.1', port } : { socketPath };
    const sent = request(
      {
        ...where,
        method,
        path,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        setHost: false,
        agent: agent ?? false,
      },
      resolve,
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
