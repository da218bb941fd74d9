import type { IncomingMessage } from 'node:http';

const BODY_LIMIT_BYTES = 64 * 1024;

/** Up to here a body that is too large is read and forgotten, so that its sender gets to see the reply. */
const DRAIN_LIMIT_BYTES = 2 * 1024 * 1024;

export type JsonBody =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly status: 400 | 413 };

/** A request's body as JSON, at most 64 kB of it. Never rejects: a sender that leaves is a 400 to nobody. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  if (Number(request.headers['content-length'] ?? 0) > DRAIN_LIMIT_BYTES) return TOO_LARGE;
  let chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > DRAIN_LIMIT_BYTES) return TOO_LARGE;
      if (length > BODY_LIMIT_BYTES) chunks = [];
      else chunks.push(chunk);
    }
    if (length > BODY_LIMIT_BYTES) return TOO_LARGE;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { kind: 'read', value: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'refused', status: 400 };
  }
}

const TOO_LARGE: JsonBody = { kind: 'refused', status: 413 };
