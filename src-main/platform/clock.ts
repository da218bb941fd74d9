import { setTimeout as delay } from 'node:timers/promises';

/** Time, as an argument. Wall time is for what others agree on, monotonic time for waiting. */
export interface Clock {
  /** Wall clock, ms since the epoch. It can jump. */
  now(): number;
  /** Ms since some moment. It never jumps back. */
  monotonic(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout takes a signed 32-bit number of ms; more would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: monotonicMs,
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
        await delay(
          Math.min(left, LONGEST_TIMER_MS),
          undefined,
          signal === undefined ? {} : { signal },
        );
      }
    },
  };
}

/** Ms since some moment, for what waits by the timers of the system. `performance.now` would load 0.8 MiB for it. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
