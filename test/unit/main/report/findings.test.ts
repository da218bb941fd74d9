import { describe, expect, it } from 'vitest';
import { findingsOf } from '#main/report/findings.ts';
import { parseReport } from '#main/report/parse-report.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';
import { aReport } from './report-rows.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const daysAgo = (days: number) => instantOf(NOW - days * DAY_MS);
const { thresholds } = DEFAULT_SETTINGS.reminders;

type Cells = Parameters<typeof aReport>[0][number];

function findingsIn(rows: readonly Cells[], given = thresholds) {
  const users = parseReport(aReport(rows));
  return findingsOf({ users, generatedAt: instantOf(NOW) }, given);
}

const said = (rows: readonly Cells[], given = thresholds) =>
  findingsIn(rows, given).map(({ kind, slot, days, tone }) =>
    [kind, slot, days, tone].filter((part) => part !== null).join(' '),
  );

const key = (days: number, usedDays: number | null, active = 'true'): Cells => ({
  access_key_1_active: active,
  access_key_1_last_rotated: daysAgo(days),
  ...(usedDays === null ? {} : { access_key_1_last_used_date: daysAgo(usedDays) }),
});
const password = (changedDays: number, used: string, mfa = 'true'): Cells => ({
  password_enabled: 'true',
  password_last_changed: daysAgo(changedDays),
  password_last_used: used,
  mfa_active: mfa,
});
const root: Cells = { user: '<root_account>', password_enabled: 'not_supported' };

describe('what somebody should see to', () => {
  it.each<[string, Cells, readonly string[]]>([
    ['a user with nothing', {}, []],
    ['a fresh key in use', key(10, 1), []],
    ['a key of 89 days', key(89, 1), []],
    ['a key of 90 days', key(90, 1), ['overdue 1 90 warn']],
    ['a key that is not used since 44 days', key(80, 44), []],
    ['a key that is not used since 45 days', key(80, 45), ['unused 1 45 notice']],
    ['a new key that was never used', key(44, null), []],
    ['a key that was never used', key(45, null), ['never-used 1 45 notice']],
    [
      'an old key that was never used',
      key(240, null),
      ['overdue 1 240 warn', 'never-used 1 240 notice'],
    ],
    ['an inactive key, however old', key(400, 300, 'false'), ['leftover 1 400 notice']],
    ['a key from the future', key(-3, null), []],
    [
      'a second key that was left over',
      { ...key(10, 1), access_key_2_last_rotated: daysAgo(300) },
      ['leftover 2 300 notice'],
    ],
    ['a password with MFA', password(10, daysAgo(1)), []],
    ['a password without MFA', password(10, daysAgo(1), 'false'), ['no-mfa warn']],
    ['no password and no MFA', { mfa_active: 'false' }, []],
    ['a password of which AWS does not tell', { mfa_active: 'false', password_enabled: 'N/A' }, []],
    ['a password not used since 45 days', password(90, daysAgo(45)), ['password-unused 45 notice']],
    ['a password never used', password(60, 'no_information'), ['password-unused 60 notice']],
    ['a new password never used', password(44, 'no_information'), []],
    ['a password of which no use is told', password(400, 'N/A'), []],
    ['the root user with MFA', { ...root, mfa_active: 'true' }, []],
    ['the root user without MFA', { ...root, mfa_active: 'false' }, ['no-mfa danger']],
    [
      'a root user who has no password',
      { ...root, password_enabled: 'FALSE', mfa_active: 'false' },
      [],
    ],
    [
      'an active key of the root user',
      { ...root, mfa_active: 'true', ...key(10, 1) },
      ['root-key 1 10 danger'],
    ],
    [
      'an inactive key of the root user',
      { ...root, mfa_active: 'true', ...key(10, 1, 'false') },
      ['root-key 1 10 warn'],
    ],
  ])('%s', (_, cells, expected) => {
    expect(said([cells])).toEqual(expected);
  });

  it('by the thresholds of the settings', () => {
    const strict = { dueDays: 5, overdueDays: 10, unusedDays: 3 };
    expect(said([key(10, 3)], strict)).toEqual(['overdue 1 10 warn', 'unused 1 3 notice']);
  });

  it('the gravest first, of one kind the oldest', () => {
    const rows = [
      { user: 'a', ...key(100, 1) },
      { user: 'b', ...key(300, 1) },
      { user: 'c', ...password(1, daysAgo(1), 'false') },
      { ...root, ...key(5, 1), mfa_active: 'false' },
    ];
    expect(findingsIn(rows).map(({ kind, user }) => `${kind} ${user}`)).toEqual([
      'root-key <root_account>',
      'no-mfa <root_account>',
      'no-mfa c',
      'overdue b',
      'overdue a',
    ]);
  });

  it('each has an id of its own, which the next report repeats', () => {
    const both = { ...key(240, null), access_key_2_last_rotated: daysAgo(9) };
    const rows = [both, { user: 'eve', ...both }];
    const ids = findingsIn(rows).map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(
      findingsIn(rows.toReversed())
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });
});
