import { daysBetween, type Instant } from '#shared/time.ts';

export type KeyTone = 'fresh' | 'due' | 'overdue' | 'unknown';

/** Product.md §2: a key is due at 75 days and overdue at 90. */
const DUE_DAYS = 75;
const OVERDUE_DAYS = 90;

export interface KeyAge {
  /** Null where AWS did not say when the key was made. */
  readonly days: number | null;
  readonly tone: KeyTone;
}

export function keyAge(createdAt: Instant | null, nowMs: number): KeyAge {
  if (createdAt === null) return { days: null, tone: 'unknown' };
  const days = Math.max(0, daysBetween(createdAt, nowMs));
  if (days >= OVERDUE_DAYS) return { days, tone: 'overdue' };
  return { days, tone: days >= DUE_DAYS ? 'due' : 'fresh' };
}

/** `97 d, overdue` */
export function keyAgeText(createdAt: Instant | null, nowMs: number): string {
  const { days, tone } = keyAge(createdAt, nowMs);
  if (days === null) return 'unknown';
  return tone === 'fresh' ? `${days} d` : `${days} d, ${tone}`;
}
