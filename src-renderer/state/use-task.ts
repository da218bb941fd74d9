import { useRef, useState } from 'react';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';

/** One thing the user set going: it cannot be started twice, and what went wrong stays here. */
export interface Task<A extends readonly unknown[]> {
  readonly running: boolean;
  readonly failure: Failure | null;
  run(...input: A): Promise<void>;
  clear(): void;
}

export function useTask<A extends readonly unknown[]>(
  action: (...input: A) => Promise<void>,
): Task<A> {
  const [state, setState] = useState<{ running: boolean; failure: Failure | null }>({
    running: false,
    failure: null,
  });
  // A ref besides the state: two presses may come before React has rendered the first.
  const busy = useRef(false);
  return {
    ...state,
    async run(...input) {
      if (busy.current) return;
      busy.current = true;
      setState({ running: true, failure: null });
      try {
        await action(...input);
        setState({ running: false, failure: null });
      } catch (error) {
        setState({ running: false, failure: failureOf(appErrorOf(error)) });
      } finally {
        busy.current = false;
      }
    },
    clear: () => setState((current) => ({ ...current, failure: null })),
  };
}
