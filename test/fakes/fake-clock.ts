import type { Clock } from '#main/platform/clock.ts';

/**
 * A clock that moves only when told. `sleep` resolves when the clock has been moved past its end.
 * `jump` moves the wall clock alone, as a user or NTP does.
 */
export interface FakeClock extends Clock {
  advance(ms: number): Promise<void>;
  jump(ms: number): void;
  /** The machine sleeps: the wall clock goes on, the monotonic one and everybody who waits stand still. */
  suspend(ms: number): void;
  /** The process stands still, and no clock does: what was to come meanwhile is due at once. */
  freeze(ms: number): void;
  /** The time that clocks show which nobody sets, such as AWS's. */
  trueNow(): number;
  /** How many are asleep; lets a test wait until the code under test waits. */
  sleepers(): number;
}

export function createFakeClock(startEpochMs = Date.parse('2026-11-24T09:00:00Z')): FakeClock {
  let wall = startEpochMs;
  let monotonic = 0;
  let suspendedMs = 0;
  let sleeping: { until: number; wake: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => wall,
    monotonic: () => monotonic,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error);
          return;
        }
        const abort = () => {
          sleeping = sleeping.filter((other) => other !== sleeper);
          reject(signal?.reason as Error);
        };
        const wake = () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper = { until: monotonic + ms, wake };
        sleeping.push(sleeper);
        signal?.addEventListener('abort', abort);
      }),
    async advance(ms) {
      const end = monotonic + ms;
      for (;;) {
        await settle();
        const next = sleeping
          .filter(({ until }) => until <= end)
          .toSorted((a, b) => a.until - b.until)[0];
        if (next === undefined) break;
        wall += next.until - monotonic;
        monotonic = next.until;
        sleeping = sleeping.filter((other) => other !== next);
        next.wake();
      }
      wall += end - monotonic;
      monotonic = end;
      await settle();
    },
    jump(ms) {
      wall += ms;
    },
    suspend(ms) {
      wall += ms;
      suspendedMs += ms;
    },
    freeze(ms) {
      wall += ms;
      monotonic += ms;
      const due = sleeping.filter(({ until }) => until <= monotonic);
      sleeping = sleeping.filter(({ until }) => until > monotonic);
      for (const { wake } of due) wake();
    },
    trueNow: () => startEpochMs + monotonic + suspendedMs,
    sleepers: () => sleeping.length,
  };
}
