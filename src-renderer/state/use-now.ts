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

/**
 * What `read` makes of the time on its way to `endMs`, null for one that stands still: by minutes, at last by seconds.
 * Draws anew only when that is another value, which is why most seconds cost nothing.
 */
export function useCountdown<T>(endMs: number | null, read: (nowMs: number) => T): T {
  const { ticker } = useWorld();
  const watch = useCallback(
    (listener: () => void) => (endMs === null ? unwatched : ticker.watchUntil(endMs, listener)),
    [ticker, endMs],
  );
  return useSyncExternalStore(watch, () => read(ticker.now('second')));
}

function unwatched(): void {}
