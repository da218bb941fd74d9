import type { Clock } from '../platform/clock.ts';

/**
 * How far our wall clock is from AWS's, learnt from the `Date` header of its replies and used for
 * codes and signatures (contracts.md §7).
 */
export interface ClockSkew {
  /** Positive: our clock is ahead. Null before the first reply. */
  skewMs(): number | null;
  /** AWS's time, as well as we know it. Where our clocks disagree it is the later: nothing is used after its end. */
  awsNow(): number;
  /**
   * Whether our clocks have moved apart since the last reply: the machine slept, or somebody set the
   * wall clock, and only AWS can tell which.
   */
  isDoubtful(): boolean;
  /** The machine has slept: both of our clocks may have stood still. In doubt until the next reply. */
  doubt(): void;
  /** Takes note of a reply's `Date` header. */
  observe(dateHeader: string | undefined): void;
  onChange(listener: () => void): void;
}

/** Clocks that are that far apart did not only drift. */
export const NOTICEABLE_MS = 5000;
/**
 * Below this a `Date` header says nothing: it has whole seconds. A clock that is ahead by more would have
 * us send the code of a step that AWS has not reached (`SETTLE_MS` in `next-step.ts`).
 */
const READABLE_MS = 1000;

export function createClockSkew(clock: Clock): ClockSkew {
  let skew: number | null = null;
  const listeners: (() => void)[] = [];
  const byWallClock = () => clock.now() - (skew ?? 0);
  const lookAtBoth = () => ({ awsMs: byWallClock(), monotonicMs: clock.monotonic() });
  let last = lookAtBoth();
  let isDoubted = false;
  /** It goes on when the wall clock is set, and stands still while the machine sleeps. */
  const byMonotonicClock = () => last.awsMs + clock.monotonic() - last.monotonicMs;
  return {
    skewMs: () => skew,
    awsNow: () => Math.max(byWallClock(), byMonotonicClock()),
    isDoubtful: () => isDoubted || Math.abs(byWallClock() - byMonotonicClock()) >= NOTICEABLE_MS,
    doubt: () => void (isDoubted = true),
    observe(dateHeader) {
      const theirs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(theirs)) return;
      const measured = clock.now() - theirs;
      const next = Math.abs(measured) < READABLE_MS ? 0 : measured;
      const known = skew;
      const isNew = known === null || Math.abs(known - next) >= READABLE_MS;
      if (isNew) skew = next;
      last = lookAtBoth();
      isDoubted = false;
      if (isNew) for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
