import { DAY_MS, epochMsOf, HOUR_MS, type Instant } from '#shared/time.ts';

/** So that a journey to the east, or midnight, does not make two of one evening. */
const LEAST_BETWEEN_MS = 20 * HOUR_MS;
/** A note from further ahead was made by a clock that was wrong. */
const FURTHEST_AHEAD_MS = 7 * DAY_MS;

/**
 * Whether the desktop may tell of what is due: at most once on a calendar day of the user, and never twice within
 * twenty hours. A clock that was set back does not make it tell again. `dayOf` names the local day of a moment.
 */
export function mayTell(
  toldAt: Instant | null,
  nowMs: number,
  dayOf: (epochMs: number) => string,
): boolean {
  if (toldAt === null) return true;
  const toldMs = epochMsOf(toldAt);
  if (toldMs - nowMs > FURTHEST_AHEAD_MS) return true;
  return nowMs - toldMs >= LEAST_BETWEEN_MS && dayOf(nowMs) !== dayOf(toldMs);
}
