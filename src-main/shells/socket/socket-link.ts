import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { ClientContext, ClientLink } from '@orpc/client';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { readEvents } from './event-stream.ts';
import { SOCKET_HOST, SOCKET_RPC_PREFIX } from './socket-gate.ts';

/**
 * oRPC's own protocol over a local socket. Not its `RPCLink`, which touches `Request` and `FormData`:
 * the first touch costs a cold Node process 38 ms, twice as much as the process itself. The contract
 * speaks plain JSON only, so `{ json }` is all there is to encode.
 */
export function createSocketLink(socketPath: string): ClientLink<ClientContext> {
  return {
    async call(procedurePath, input, { signal }) {
      try {
        const reply = await post(socketPath, {
          path: `${SOCKET_RPC_PREFIX}/${procedurePath.join('/')}`,
          body: JSON.stringify({ json: input }),
          signal,
        });
        if (reply.headers['content-type'] === 'text/event-stream') return readEvents(reply);
        return await outputOf(reply);
      } catch (error) {
        // Who gave up needs no other reason than its own.
        if (signal?.aborted === true) throw error;
        throw appErrorOf(error);
      }
    },
  };
}

interface Post {
  readonly path: string;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
}

function post(socketPath: string, { path, body, signal }: Post): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: SOCKET_HOST,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const options = { socketPath, path, method: 'POST', headers, agent: false as const };
    const sent = request({ ...options, ...(signal === undefined ? {} : { signal }) }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });
}

async function outputOf(reply: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of reply as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const status = reply.statusCode ?? 0;
  const { json } = (text === '' ? {} : JSON.parse(text)) as { json?: unknown };
  if (status < 400) return json;
  throw Object.assign(new Error(`reply ${status}`), {
    code: 'REFUSED',
    ...(typeof json === 'object' ? json : {}),
    status,
  });
}
