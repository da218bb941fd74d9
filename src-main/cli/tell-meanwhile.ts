import type { Terminal } from './terminal.ts';

/** Makes a call, and lets `tell` say on stderr how it goes, from the events of Latchkey, until it is over. */
export async function tellMeanwhile<T>(
  terminal: Pick<Terminal, 'progress'>,
  tell: (over: AbortSignal) => Promise<void>,
  call: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const telling = tell(over.signal).catch(() => {
    // Only a comment on the call: when the stream of events breaks, the call itself shows it.
  });
  try {
    return await call();
  } finally {
    over.abort();
    await telling;
    terminal.progress(null);
  }
}
