import net from 'node:net';
import { onTestFinished } from 'vitest';
import type { UnreachableReason } from '#shared/errors.ts';

/** A network between Latchkey and AWS that does not do what it should. */
export interface BadNetwork {
  readonly name: string;
  readonly failsWith:
    | { readonly code: 'aws/unreachable'; readonly reasons: readonly UnreachableReason[] }
    | { readonly code: 'aws/tls' | 'aws/not-aws' };
  /** Whether what Latchkey sends may reach somebody. */
  readonly takesRequests: boolean;
  /** Ends by Latchkey's own limit alone. */
  readonly isSilent: boolean;
  /** Begins, until the end of the test. `awsPort` is where AWS is in truth. */
  begin(awsPort: number): Promise<Door>;
}

export interface Door {
  /** Where Latchkey finds AWS now. */
  readonly url: string;
  /** The MFA codes that came this far and no further. */
  readonly codes: readonly string[];
}

/** The nine of security.md F9. */
export const BAD_NETWORKS: readonly BadNetwork[] = [
  {
    name: 'refuses connections',
    failsWith: { code: 'aws/unreachable', reasons: ['refused'] },
    takesRequests: false,
    isSilent: false,
    async begin() {
      const server = net.createServer();
      const port = await listening(server);
      await new Promise((resolve) => server.close(resolve));
      return at(port);
    },
  },
  {
    name: 'swallows everything',
    failsWith: { code: 'aws/unreachable', reasons: ['timed-out'] },
    takesRequests: true,
    isSilent: true,
    begin: () => answering(() => {}),
  },
  {
    name: 'cuts AWS off in the middle of its reply',
    failsWith: { code: 'aws/unreachable', reasons: ['reset'] },
    takesRequests: true,
    isSilent: false,
    begin: (awsPort) =>
      passingOn(awsPort, (socket, reply) => {
        const half = reply.subarray(0, Math.floor(reply.length / 2));
        socket.write(half, () => setImmediate(() => socket.resetAndDestroy()));
      }),
  },
  {
    name: 'lets a reply through a byte at a time',
    failsWith: { code: 'aws/unreachable', reasons: ['timed-out'] },
    takesRequests: true,
    isSilent: true,
    begin: (awsPort) =>
      passingOn(awsPort, (socket, reply) => {
        let sent = 0;
        const drip = setInterval(() => socket.write(reply.subarray(sent, (sent += 1))), 50);
        socket.on('close', () => clearInterval(drip));
      }),
  },
  {
    name: 'fails the TLS handshake',
    failsWith: { code: 'aws/tls' },
    takesRequests: false,
    isSilent: false,
    async begin() {
      const server = net.createServer((socket) => {
        // An alert of TLS 1.2: fatal, handshake failure.
        socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex')));
      });
      return at(await listening(server), 'https');
    },
  },
  {
    name: 'shows the page of a captive portal',
    failsWith: { code: 'aws/not-aws' },
    takesRequests: true,
    isSilent: false,
    begin: () => answering(() => page('200 OK', 'Welcome! Please sign in.')),
  },
  {
    name: 'has a proxy that wants a password',
    failsWith: { code: 'aws/not-aws' },
    takesRequests: true,
    isSilent: false,
    begin: () => answering(() => page('407 Proxy Authentication Required', 'Who are you?')),
  },
  {
    name: 'knows AWS by an IPv6 address only, to which there is no route',
    failsWith: { code: 'aws/unreachable', reasons: ['no-route', 'timed-out'] },
    takesRequests: false,
    isSilent: true,
    // Of the addresses that are for examples and lead nowhere (RFC 3849).
    begin: async () => ({ url: 'http://[2001:db8::1]:4566', codes: [] }),
  },
  {
    name: 'does not resolve AWS’s name',
    failsWith: { code: 'aws/unreachable', reasons: ['name-not-found'] },
    takesRequests: false,
    isSilent: false,
    begin: async () => ({ url: 'http://sts.nowhere.invalid', codes: [] }),
  },
];

/** Takes whole requests, and replies by `answer`, or not at all. */
async function answering(answer: () => string | void): Promise<Door> {
  const codes: string[] = [];
  const server = net.createServer((socket) => {
    onRequest(socket, (request) => {
      const code = /\bTokenCode=(\d+)/.exec(request.toString('latin1'))?.[1];
      if (code !== undefined) codes.push(code);
      const reply = answer();
      if (reply !== undefined) socket.end(reply);
    });
  });
  return { ...at(await listening(server)), codes };
}

/** Brings whole requests to AWS, and its replies back as `deliver` does. */
async function passingOn(
  awsPort: number,
  deliver: (socket: net.Socket, reply: Buffer) => void,
): Promise<Door> {
  const server = net.createServer((socket) => {
    onRequest(socket, (request) => {
      const chunks: Buffer[] = [];
      const aws = net.connect(awsPort, '127.0.0.1', () => aws.write(request));
      aws.on('data', (chunk) => chunks.push(chunk));
      aws.on('error', () => socket.destroy());
      aws.on('end', () => deliver(socket, Buffer.concat(chunks)));
    });
  });
  return at(await listening(server));
}

function onRequest(socket: net.Socket, handle: (request: Buffer) => void): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    const [head, body] = received.toString('latin1').split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)/im.exec(head ?? '')?.[1] ?? 0);
    if (body?.length === length) handle(received);
  });
}

function page(status: string, text: string): string {
  const body = `<!DOCTYPE html><html><body>${text}</body></html>`;
  return `HTTP/1.1 ${status}\r\ncontent-type: text/html\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

function at(port: number, scheme = 'http'): Door {
  return { url: `${scheme}://127.0.0.1:${port}`, codes: [] };
}

async function listening(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}
