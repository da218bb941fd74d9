import { useCallback, useSyncExternalStore } from 'react';
import type { TickPeriod } from './ticker.ts';
import { useWorld } from './world.ts';

/** The time, as of the last tick of that period. */
export function useNow(period: TickPeriod): number {
  const { ticker } = useWorld();
  // The same function from render to render: whoever begins to watch makes the clock tick at once.
  const watch = useCallback(
    (listener: () => void) => ticker.watch(period, listener),
    [ticker, period],
  );
  return useSyncExternalStore(watch, () => ticker.now(period));
}
