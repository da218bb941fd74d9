import type { Clock } from '../platform/clock.ts';

/**
 * How far our wall clock is from AWS's, learnt from the `Date` header of its replies and used for
 * codes and signatures (contracts.md §7).
 */
export interface ClockSkew {
  /** Positive: our clock is ahead. Null before the first reply. */
  skewMs(): number | null;
  /** AWS's time, as well as we know it. */
  awsNow(): number;
  /** Takes note of a reply's `Date` header. */
  observe(dateHeader: string | undefined): void;
  onChange(listener: () => void): void;
}

/** Below this a `Date` header, which has whole seconds, and the network's delay say nothing. */
const NOTICEABLE_MS = 5000;

export function createClockSkew(clock: Clock): ClockSkew {
  let skew: number | null = null;
  const listeners: (() => void)[] = [];
  return {
    skewMs: () => skew,
    awsNow: () => clock.now() - (skew ?? 0),
    observe(dateHeader) {
      const theirs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(theirs)) return;
      const measured = clock.now() - theirs;
      const next = Math.abs(measured) < NOTICEABLE_MS ? 0 : measured;
      const known = skew;
      if (known !== null && Math.abs(known - next) < NOTICEABLE_MS) return;
      skew = next;
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
