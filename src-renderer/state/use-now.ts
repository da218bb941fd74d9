import { useCallback, useSyncExternalStore } from 'react';
import type { TickPeriod } from './ticker.ts';
import { useWorld } from './world.ts';

/** The time, as of the last tick of that period. */
export function useNow(period: TickPeriod): number {
  const { ticker } = useWorld();
  // The same function from render to render: whoever begins to watch makes the clock tick at once.
  const watch = useCallback((listener: () => void) => ticker.watch(period, listener), [ticker, period]);
  return useSyncExternalStore(watch, () => ticker.now(period));
}

/** Seconds until a moment; counted by seconds only near the end, where they are shown. */
export function useSecondsUntil(epochMs: number): number {
  const { ticker } = useWorld();
  const near = epochMs - ticker.now('second') < 2 * 60_000;
  const now = useNow(near ? 'second' : 'minute');
  return Math.max(0, Math.ceil((epochMs - now) / 1000));
}
