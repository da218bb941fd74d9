import { describe, expect, it } from 'vitest';
import { keyAge } from '#renderer/state/key-age.ts';
import type { LastUse, Reminder } from '#shared/contract/things.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const ago = (days: number) => instantOf(NOW - days * DAY_MS);
const used = (days: number): LastUse => ({
  kind: 'used',
  at: ago(days),
  service: 's3',
  region: 'eu-west-1',
});

function aged(
  days: number,
  lastUse: LastUse = { kind: 'never' },
  reminder: Reminder['kind'] | null = null,
) {
  const key = { accessKeyId, status: 'active' as const, createdAt: ago(days), lastUse };
  const keys = { readAt: ago(0), isComplete: true, keys: [key], mfaDevices: null };
  return keyAge(
    { name: 'dana', accessKeyId, keys },
    reminder === null ? [] : [aReminder('someone', 'overdue'), aReminder('dana', reminder)],
    NOW,
  );
}

function aReminder(identity: string, kind: Reminder['kind']): Reminder {
  const about = { kind, identity, accessKeyId, days: null, since: null };
  return { id: `${kind} ${identity}`, ...about, snooze: null, tone: 'warn', rotation: null };
}

describe('the age of an access key', () => {
  it.each([
    [null, 'neutral', null],
    ['unused', 'neutral', null],
    ['due', 'warn', 'due for rotation'],
    ['overdue', 'danger', 'overdue'],
  ] as const)('is called what the reminders call it: %s, %s, %s', (kind, tone, verdict) => {
    expect(aged(80, undefined, kind)).toMatchObject({ tone, verdict });
  });

  it('says when it was made and last used', () => {
    expect(aged(97, used(0)).text).toBe('Created 97 days ago, used today');
    expect(aged(1, used(1)).text).toBe('Created 1 day ago, used 1 day ago');
    expect(aged(0).text).toBe('Created today, never used');
    expect(aged(5, { kind: 'unknown' }).text).toBe('Created 5 days ago');
  });

  it('says that it is not known where the user may not list keys', () => {
    expect(keyAge({ name: 'dana', accessKeyId, keys: null }, [], NOW)).toMatchObject({
      tone: 'neutral',
      verdict: null,
    });
  });

  it('does not count backwards when the clock is wrong', () => {
    expect(aged(-3, used(-3)).text).toBe('Created today, used today');
  });
});
