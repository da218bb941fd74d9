import { DAY_MS } from '#shared/time.ts';

/** A use counts half as much after a week. */
const HALF_LIFE_MS = 7 * DAY_MS;
/** What a clock that was wrong leaves behind is soon caught up with: no more than a thousand uses at once. */
const MOST_MS = 10 * HALF_LIFE_MS;

/**
 * How often and how lately something was used, after one more use now. It is the moment, in ms since 1970, at
 * which its uses will have faded to one: the more and the later, the greater, so that it can be compared at any
 * time without looking at the clock. `before`: what it was; null before the first use.
 */
export function heatAfterUse(before: number | null, nowMs: number): number {
  const lead = before === null ? Number.NEGATIVE_INFINITY : Math.min(before - nowMs, MOST_MS);
  return Math.round(nowMs + HALF_LIFE_MS * Math.log2(2 ** (lead / HALF_LIFE_MS) + 1));
}
