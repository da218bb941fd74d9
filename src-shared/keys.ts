import type { KeyThresholds, ReminderSettings } from './contract/settings.ts';
import type { AccessKey, Identity, LastUse, Reminder } from './contract/things.ts';
import { daysBetween, type Instant } from './time.ts';

type WithKeys = Pick<Identity, 'accessKeyId' | 'keys'>;

/** The key that Latchkey signs in with, as AWS told of it last. */
export function ownKey({ accessKeyId, keys }: WithKeys): AccessKey {
  const known = keys?.keys.find((key) => key.accessKeyId === accessKeyId);
  return known ?? { accessKeyId, status: 'active', createdAt: null, lastUse: { kind: 'unknown' } };
}

/** The user's other key, of which Latchkey need not have the secret; AWS allows no third. */
export function otherKey({ accessKeyId, keys }: WithKeys): AccessKey | null {
  return keys?.keys.find((key) => key.accessKeyId !== accessKeyId) ?? null;
}

/** Days of 24 hours, whatever the time zone; a key from the future is as old as one from today. */
export function ageInDays(since: Instant, nowMs: number): number {
  return Math.max(0, daysBetween(since, nowMs));
}

/** From how many days on the keys of an identity are called due, overdue and unused: its own, or everybody's. */
export function thresholdsOf(
  { keyThresholds }: Pick<Identity, 'keyThresholds'>,
  { thresholds }: Pick<ReminderSettings, 'thresholds'>,
): KeyThresholds {
  return keyThresholds ?? thresholds;
}

/** Since when a key has not been used, as far as AWS tells; null where it does not. */
export function unusedSince({
  createdAt,
  lastUse,
}: Pick<AccessKey, 'createdAt' | 'lastUse'>): Instant | null {
  return lastUse.kind === 'never' ? createdAt : lastUsedAt(lastUse);
}

export function lastUsedAt(lastUse: LastUse): Instant | null {
  return lastUse.kind === 'used' ? lastUse.at : null;
}

/** What the reminders say of the age of an identity's key; null where it is neither, or not known. */
export function ageVerdict(
  reminders: readonly Pick<Reminder, 'kind' | 'identity'>[],
  { name }: Pick<Identity, 'name'>,
): 'due' | 'overdue' | null {
  for (const { kind, identity } of reminders)
    if (identity === name && (kind === 'due' || kind === 'overdue')) return kind;
  return null;
}

/** `2026-11-20T08:12:00Z (s3, eu-west-1)`, `never`; null where AWS does not tell. */
export function lastUseText(lastUse: LastUse): string | null {
  switch (lastUse.kind) {
    case 'unknown':
      return null;
    case 'never':
      return 'never';
    case 'used': {
      const where = [lastUse.service, lastUse.region].filter((word) => word !== null);
      return where.length === 0 ? lastUse.at : `${lastUse.at} (${where.join(', ')})`;
    }
  }
}
