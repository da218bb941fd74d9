import type { Clock } from './clock.ts';

export interface Repeated {
  /** Aborted by `close`. */
  readonly ended: AbortSignal;
  close(): void;
}

/** Does `work` again and again, `everyMs` after it was done the last time. A failure is told and ends nothing. */
export function repeat(
  deps: { readonly clock: Clock; readonly onUnexpected: (error: unknown) => void },
  everyMs: number,
  work: () => void | Promise<void>,
): Repeated {
  const ended = new AbortController();
  const once = async () => work();
  const run = async () => {
    for (;;) {
      await deps.clock.sleep(everyMs, ended.signal);
      await once().catch(deps.onUnexpected);
    }
  };
  run().catch((error: unknown) => {
    if (!ended.signal.aborted) deps.onUnexpected(error);
  });
  return { ended: ended.signal, close: () => ended.abort() };
}
