import { describe, expect, it } from 'vitest';
import { keyAgeText } from '#main/cli/key-age.ts';
import { remindersOf } from '#main/reminders/rules.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { Identity } from '#shared/contract/things.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';
import { aKey, anIdentity, anInventory } from '../things.ts';

const NOW = Date.UTC(2026, 10, 23);
const aged = (days: number) =>
  anIdentity({ keys: anInventory([aKey({ createdAt: instantOf(NOW - days * DAY_MS) })]) });

function textOf(identity: Identity): string {
  const reminders = remindersOf({
    identities: [identity],
    settings: DEFAULT_SETTINGS.reminders,
    snoozes: [],
    plaintextKeys: [],
    rotations: [],
    nowMs: NOW,
  });
  return keyAgeText(identity, reminders, NOW);
}

describe('the age of a key', () => {
  it.each([
    [0, '0 d'],
    [74, '74 d'],
    [75, '75 d, due'],
    [89, '89 d, due'],
    [90, '90 d, overdue'],
    [812, '812 d, overdue'],
  ])('of %i days reads %s', (days, text) => {
    expect(textOf(aged(days))).toBe(text);
  });

  it('is called so by the thresholds of the identity, where it has its own', () => {
    const keyThresholds = { dueDays: 20, overdueDays: 30, unusedDays: 10 };
    expect(textOf({ ...aged(29), keyThresholds })).toBe('29 d, due');
  });

  it('is unknown where AWS does not tell', () => {
    expect(textOf(anIdentity())).toBe('unknown');
  });

  it('is not negative on a computer whose clock is behind', () => {
    expect(textOf(aged(-3))).toBe('0 d');
  });
});
