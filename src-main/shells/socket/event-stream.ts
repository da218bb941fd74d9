import { appErrorOf } from '#shared/contract/client-errors.ts';

/**
 * The values of an event iterator as oRPC streams it: server-sent events named `message`, `error` and
 * `done`, each with `{ json }`. Throws the stream's error as `AppError`.
 */
export async function* readEvents(stream: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  try {
    for await (const { event, json } of messagesOf(stream)) {
      if (event === 'error') throw json;
      if (event === 'done') return json;
      if (event === 'message') yield json;
    }
  } catch (error) {
    throw appErrorOf(error);
  }
  return undefined;
}

interface Message {
  readonly event: string;
  readonly json: unknown;
}

async function* messagesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of stream) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) yield messageOf(block);
  }
}

function messageOf(block: string): Message {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  );
  const data = fields.get('data') ?? '';
  const { json } = (data === '' ? {} : JSON.parse(data)) as { json?: unknown };
  return { event: fields.get('event') ?? '', json };
}
