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

/** Reads now, and whenever `key` is another: it stands for all that the answer depends on. */
export function useReading<T>(read: () => Promise<T>, key: string): Reading<T> {
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
    let isStale = false;
    latest.current().then(
      (value) => isStale || setAnswer({ to: asked, value, failure: null }),
      (error: unknown) =>
        isStale ||
        setAnswer(({ value }) => ({
          to: asked,
          value,
          failure: failureOf(appErrorOf(error)),
        })),
    );
    return () => {
      isStale = true;
    };
  }, [asked]);
  return {
    value: answer.value,
    failure: answer.failure,
    isReading: answer.to !== asked,
    again: () => setRound((count) => count + 1),
  };
}
