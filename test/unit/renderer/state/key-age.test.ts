import { describe, expect, it } from 'vitest';
import { keyAge } from '#renderer/state/key-age.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const aged = (days: number, usedDays: number | null = null) =>
  keyAge(
    {
      keyCreatedAt: instantOf(NOW - days * DAY_MS),
      keyLastUsedAt: usedDays === null ? null : instantOf(NOW - usedDays * DAY_MS),
    },
    NOW,
  );

describe('the age of an access key', () => {
  it.each([
    [0, 'neutral', null],
    [74, 'neutral', null],
    [75, 'warn', 'due for rotation'],
    [89, 'warn', 'due for rotation'],
    [90, 'danger', 'overdue'],
    [400, 'danger', 'overdue'],
  ])('%i days: %s, %s', (days, tone, verdict) => {
    expect(aged(days)).toMatchObject({ tone, verdict });
  });

  it('says when it was made and last used', () => {
    expect(aged(97, 0).text).toBe('Created 97 days ago, used today');
    expect(aged(1, 1).text).toBe('Created 1 day ago, used 1 day ago');
    expect(aged(0).text).toBe('Created today, never used');
  });

  it('says that it is not known where the user may not list keys', () => {
    expect(keyAge({ keyCreatedAt: null, keyLastUsedAt: null }, NOW)).toMatchObject({
      tone: 'neutral',
      verdict: null,
    });
  });

  it('does not count backwards when the clock is wrong', () => {
    expect(aged(-3, -3).text).toBe('Created today, used today');
  });
});
