import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignedRequest } from './sigv4.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection closes and nothing is sent. */
  readonly dropped?: boolean;
}

export interface HttpServer {
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

const MAXIMUM_BODY_BYTES = 64 * 1024;

/** A server on 127.0.0.1 that reads whole requests of at most 64 kB and sends what `answer` says. */
export async function startHttpServer(
  port: number,
  answer: (request: SignedRequest) => Promise<HttpAnswer>,
): Promise<HttpServer> {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000 },
    (incoming, outgoing) => {
      // What is left to fail here is the connection itself.
      serve(incoming, outgoing, answer).catch(() => outgoing.destroy());
    },
  );
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: SignedRequest) => Promise<HttpAnswer>,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.sendDate = false;
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { status, headers, body: text, dropped = false } = await answer(toRequest(incoming, body));
  if (dropped) incoming.socket.destroy();
  else outgoing.writeHead(status, headers).end(text);
}

/** Null when it is longer than we read. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early must not close the connection: an answer follows.
  const pieces: AsyncIterable<Buffer> = incoming.iterator({ destroyOnReturn: false });
  for await (const chunk of pieces) {
    length += chunk.length;
    if (length > MAXIMUM_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer): SignedRequest {
  const target = incoming.url ?? '/';
  const questionMark = target.indexOf('?');
  const path = questionMark < 0 ? target : target.slice(0, questionMark);
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    headers[name] = values.join(',');
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(questionMark < 0 ? '' : target.slice(questionMark + 1)),
    headers,
    body,
  };
}
