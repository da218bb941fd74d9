import { describe, expect, it } from 'vitest';
import { keyAge, keyAgeText } from '#main/cli/key-age.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';

const NOW = Date.UTC(2026, 10, 23);
const daysAgo = (days: number) => instantOf(NOW - days * DAY_MS);

describe('the age of a key', () => {
  it.each([
    [0, 'fresh', '0 d'],
    [74, 'fresh', '74 d'],
    [75, 'due', '75 d, due'],
    [89, 'due', '89 d, due'],
    [90, 'overdue', '90 d, overdue'],
    [812, 'overdue', '812 d, overdue'],
  ] as const)('of %i days is %s', (days, tone, text) => {
    expect(keyAge(daysAgo(days), NOW)).toEqual({ days, tone });
    expect(keyAgeText(daysAgo(days), NOW)).toBe(text);
  });

  it('is unknown where AWS does not tell', () => {
    expect(keyAge(null, NOW)).toEqual({ days: null, tone: 'unknown' });
  });

  it('is not negative on a computer whose clock is behind', () => {
    expect(keyAge(daysAgo(-3), NOW).days).toBe(0);
  });
});
