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
  /** Takes note of a reply's `Date` header. */
  observe(dateHeader: string | undefined): void;
  onChange(listener: () => void): void;
}

/** Below this a `Date` header, which has whole seconds, and the network's delay say nothing. */
export const NOTICEABLE_MS = 5000;

export function createClockSkew(clock: Clock): ClockSkew {
  let skew: number | null = null;
  const listeners: (() => void)[] = [];
  const byWallClock = () => clock.now() - (skew ?? 0);
  const lookAtBoth = () => ({ awsMs: byWallClock(), monotonicMs: clock.monotonic() });
  let last = lookAtBoth();
  /** It goes on when the wall clock is set, and stands still while the machine sleeps. */
  const byMonotonicClock = () => last.awsMs + clock.monotonic() - last.monotonicMs;
  return {
    skewMs: () => skew,
    awsNow: () => Math.max(byWallClock(), byMonotonicClock()),
    isDoubtful: () => Math.abs(byWallClock() - byMonotonicClock()) >= NOTICEABLE_MS,
    observe(dateHeader) {
      const theirs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(theirs)) return;
      const measured = clock.now() - theirs;
      const next = Math.abs(measured) < NOTICEABLE_MS ? 0 : measured;
      const known = skew;
      const isNew = known === null || Math.abs(known - next) >= NOTICEABLE_MS;
      if (isNew) skew = next;
      last = lookAtBoth();
      if (isNew) for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
