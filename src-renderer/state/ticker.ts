import { MINUTE_MS } from '#shared/time.ts';

/**
 * The one clock of all countdowns. It ticks each second only while somebody watches seconds, each
 * minute while somebody watches minutes, and not at all while the page is hidden.
 */
export interface Ticker {
  now(period: TickPeriod): number;
  watch(period: TickPeriod, listener: () => void): () => void;
  /** By minutes, but by seconds in at least the last minute before `endMs`: none are shown earlier. */
  watchUntil(endMs: number, listener: () => void): () => void;
}
export type TickPeriod = 'second' | 'minute';

/** What of a page and its timers the ticker needs. */
export interface TickerWorld {
  now(): number;
  setTimer(ms: number, ring: () => void): () => void;
  isHidden(): boolean;
  onVisibilityChange(listener: () => void): void;
}

const PERIOD_MS: Record<TickPeriod, number> = { second: 1000, minute: MINUTE_MS };
const NEAR_MS = 2 * MINUTE_MS;

export function createTicker(world: TickerWorld): Ticker {
  const watchers: Record<TickPeriod, Set<() => void>> = { second: new Set(), minute: new Set() };
  const shown: Record<TickPeriod, number> = { second: world.now(), minute: world.now() };
  let cancel: (() => void) | null = null;

  function schedule(): void {
    cancel?.();
    cancel = null;
    const period = watchers.second.size > 0 ? 'second' : watchers.minute.size > 0 ? 'minute' : null;
    if (period === null || world.isHidden()) return;
    const ms = PERIOD_MS[period] - (world.now() % PERIOD_MS[period]);
    cancel = world.setTimer(ms, () => {
      tick();
      schedule();
    });
  }

  function tick(): void {
    const now = world.now();
    const minutePassed =
      Math.floor(now / PERIOD_MS.minute) !== Math.floor(shown.minute / PERIOD_MS.minute);
    shown.second = now;
    if (minutePassed) shown.minute = now;
    for (const listener of watchers.second) listener();
    if (minutePassed) for (const listener of watchers.minute) listener();
  }

  world.onVisibilityChange(() => {
    if (!world.isHidden()) tick();
    schedule();
  });

  function watch(period: TickPeriod, listener: () => void): () => void {
    const watching = watchers[period];
    const isFirst = watching.size === 0;
    // The first to watch a period would otherwise see the time of whenever it was watched last.
    if (isFirst) tick();
    watching.add(listener);
    if (isFirst) schedule();
    return () => {
      if (watching.delete(listener) && watching.size === 0) schedule();
    };
  }

  return {
    now: (period) => shown[period],
    watch,
    watchUntil(endMs, listener) {
      const isNear = () => endMs - world.now() < NEAR_MS;
      if (isNear()) return watch('second', listener);
      let stop = watch('minute', () => {
        if (isNear()) {
          stop();
          stop = watch('second', listener);
        }
        listener();
      });
      return () => stop();
    },
  };
}

export function pageTickerWorld(page: Window): TickerWorld {
  return {
    now: () => Date.now(),
    setTimer(ms, ring) {
      const timer = page.setTimeout(ring, ms);
      return () => page.clearTimeout(timer);
    },
    isHidden: () => page.document.hidden,
    onVisibilityChange: (listener) => page.document.addEventListener('visibilitychange', listener),
  };
}
