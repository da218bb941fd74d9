import type { Identity } from '#shared/contract/things.ts';
import { daysBetween } from '#shared/time.ts';
import { KEY_AGE_WORDS } from '../words/key-age.ts';

/** A key is due for rotation from here on, and overdue from there (product.md §2). */
const DUE_DAYS = 75;
const OVERDUE_DAYS = 90;

export interface KeyAge {
  readonly text: string;
  readonly tone: 'neutral' | 'warn' | 'danger';
  /** Said in a badge: due, or overdue. */
  readonly verdict: string | null;
}

export function keyAge(
  identity: Pick<Identity, 'keyCreatedAt' | 'keyLastUsedAt'>,
  nowMs: number,
): KeyAge {
  const { keyCreatedAt, keyLastUsedAt } = identity;
  if (keyCreatedAt === null) return { text: KEY_AGE_WORDS.unknown, tone: 'neutral', verdict: null };
  const days = Math.max(0, daysBetween(keyCreatedAt, nowMs));
  const created = days === 0 ? KEY_AGE_WORDS.createdToday : KEY_AGE_WORDS.created(days);
  const text = `${created}, ${lastUse(keyLastUsedAt, nowMs)}`;
  if (days >= OVERDUE_DAYS) return { text, tone: 'danger', verdict: KEY_AGE_WORDS.overdue };
  if (days >= DUE_DAYS) return { text, tone: 'warn', verdict: KEY_AGE_WORDS.due };
  return { text, tone: 'neutral', verdict: null };
}

function lastUse(lastUsedAt: string | null, nowMs: number): string {
  if (lastUsedAt === null) return KEY_AGE_WORDS.neverUsed;
  const days = Math.max(0, daysBetween(lastUsedAt, nowMs));
  return days === 0 ? KEY_AGE_WORDS.usedToday : KEY_AGE_WORDS.used(days);
}
