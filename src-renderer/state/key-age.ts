import type { Identity, LastUse, Reminder } from '#shared/contract/things.ts';
import { ageInDays, ageVerdict, ownKey } from '#shared/keys.ts';
import { KEY_AGE_WORDS } from '../words/key-age.ts';

export interface KeyAge {
  readonly text: string;
  readonly tone: 'neutral' | 'warn' | 'danger';
  /** Said in a badge: due, or overdue. */
  readonly verdict: string | null;
}

export function keyAge(
  identity: Pick<Identity, 'name' | 'accessKeyId' | 'keys'>,
  reminders: readonly Reminder[],
  nowMs: number,
): KeyAge {
  const { createdAt, lastUse } = ownKey(identity);
  if (createdAt === null) return { text: KEY_AGE_WORDS.unknown, tone: 'neutral', verdict: null };
  const days = ageInDays(createdAt, nowMs);
  const created = days === 0 ? KEY_AGE_WORDS.createdToday : KEY_AGE_WORDS.created(days);
  const use = lastUseWords(lastUse, nowMs);
  const text = use === null ? created : `${created}, ${use}`;
  switch (ageVerdict(reminders, identity)) {
    case 'overdue':
      return { text, tone: 'danger', verdict: KEY_AGE_WORDS.overdue };
    case 'due':
      return { text, tone: 'warn', verdict: KEY_AGE_WORDS.due };
    case null:
      return { text, tone: 'neutral', verdict: null };
  }
}

function lastUseWords(lastUse: LastUse, nowMs: number): string | null {
  switch (lastUse.kind) {
    case 'unknown':
      return null;
    case 'never':
      return KEY_AGE_WORDS.neverUsed;
    case 'used': {
      const days = ageInDays(lastUse.at, nowMs);
      return days === 0 ? KEY_AGE_WORDS.usedToday : KEY_AGE_WORDS.used(days);
    }
  }
}
