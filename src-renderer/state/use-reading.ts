import { useEffect, useRef, useState } from 'react';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';

/** Something that is read from main when it comes into view, and again when it may have changed. */
export interface Reading<T> {
  /** Null only until the first reply: while it is read again, what was known stays. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isReading: boolean;
  again(): void;
}

/**
 * Reads now, and whenever `key` is another: it stands for all that the answer depends on. The signal ends a reading
 * for which nobody waits any more.
 */
export function useReading<T>(read: (signal: AbortSignal) => Promise<T>, key: string): Reading<T> {
  const [round, setRound] = useState(0);
  const asked = `${round} ${key}`;
  const [answer, setAnswer] = useState<{
    readonly to: string | null;
    readonly value: T | null;
    readonly failure: Failure | null;
  }>({ to: null, value: null, failure: null });
  // The newest, without making every render a reason to read again.
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    const stale = new AbortController();
    const { signal } = stale;
    latest.current(signal).then(
      (value) => signal.aborted || setAnswer({ to: asked, value, failure: null }),
      (error: unknown) =>
        signal.aborted ||
        setAnswer(({ value }) => ({
          to: asked,
          value,
          failure: failureOf(appErrorOf(error)),
        })),
    );
    return () => stale.abort();
  }, [asked]);
  return {
    value: answer.value,
    failure: answer.failure,
    isReading: answer.to !== asked,
    again: () => setRound((count) => count + 1),
  };
}
