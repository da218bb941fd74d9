/** A moment as ISO 8601 in UTC with whole seconds, `2026-11-23T17:00:00Z`: the one form every AWS SDK reads (contracts.md §2.1). */
export type Instant = string;

/**
 * Throws a RangeError for what is no moment, as `toISOString` does. That one is not used: in Node 20 its first call reads
 * the names of time zones, of which none is in UTC, and they stay in memory (0.9 MiB).
 */
export function instantOf(epochMs: number): Instant {
  const at = new Date(epochMs);
  if (Number.isNaN(at.getTime())) throw new RangeError(`${epochMs} is no moment`);
  const year = String(at.getUTCFullYear()).padStart(4, '0');
  const day = [at.getUTCMonth() + 1, at.getUTCDate()].map(twoDigits).join('-');
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(twoDigits).join(':');
  return `${year}-${day}T${time}Z`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `3 h 20 min`, `17 min`, `42 s`: the two largest units, rounded down. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return `${minutes} min`;
  return `${whole} s`;
}

/** Whole days between two moments, rounded down; negative when `from` is in the future. */
export function daysBetween(from: Instant, toEpochMs: number): number {
  return Math.floor((toEpochMs - epochMsOf(from)) / DAY_MS);
}
