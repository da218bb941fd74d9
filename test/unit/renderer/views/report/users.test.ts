import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import { exportedUsers } from '#renderer/views/report/export-users.ts';
import { shownUsers, type Column } from '#renderer/views/report/shown-users.ts';
import { filtersOf, passes } from '#renderer/views/report/user-filters.ts';
import { rowsOf } from '#renderer/views/report/user-rows.ts';
import { showcaseReport } from '#test/fakes/showcase-report.ts';

const REPORT = showcaseReport(Date.parse('2026-11-28T09:00:00Z'));
const rows = rowsOf(REPORT);
const { thresholds } = DEFAULT_SETTINGS.reminders;

describe('what one can filter the users by', () => {
  it('counts each active key once by its age, and once by its last use', () => {
    const { ages, uses } = filtersOf(rows, thresholds);
    const keys = rows.flatMap((row) => row.keys).length;
    for (const filters of [ages, uses])
      expect(filters.reduce((sum, { count }) => sum + count, 0)).toBe(keys);
  });

  it('has an edge where a key is due and where it is overdue, wherever that is', () => {
    const ranges = (dueDays: number, overdueDays: number) =>
      filtersOf(rows, { dueDays, overdueDays, unusedDays: 45 }).ages.flatMap((filter) =>
        filter.kind === 'key-age' ? [[filter.from, filter.to, filter.verdict]] : [],
      );
    expect(ranges(75, 90)).toEqual([
      [0, 29, 'young'],
      [30, 74, 'young'],
      [75, 89, 'due'],
      [90, 179, 'overdue'],
      [180, 364, 'overdue'],
      [365, null, 'overdue'],
    ]);
    expect(ranges(14, 30).slice(0, 3)).toEqual([
      [0, 13, 'young'],
      [14, 29, 'due'],
      [30, 179, 'overdue'],
    ]);
    expect(ranges(400, 500).at(-1)).toEqual([500, null, 'overdue']);
  });

  it('shows as many users of a finding as it says', () => {
    for (const filter of filtersOf(rows, thresholds).findings)
      expect(rows.filter((row) => passes(filter, row))).toHaveLength(filter.count);
  });

  it('takes nobody without a password for somebody without MFA', () => {
    const without = filtersOf(rows, thresholds).mfa.find(({ id }) => id === 'mfa without');
    const names = rows.filter((row) => passes(without!, row)).map(({ user }) => user.user);
    expect(names).toEqual(['bea.lindqvist@acme.example', 'pat']);
  });
});

describe('the table of users', () => {
  it.each<Column>(['findings', 'mfa', 'password', 'key-age', 'key-use'])(
    'sorted by %s has whoever nothing is known of last, both ways',
    (column) => {
      const orders = [true, false].map((isDescending) =>
        shownUsers(rows, { filter: null, query: '', sort: { column, isDescending } }),
      );
      const last = (order: (typeof orders)[number] | undefined) => order?.at(-1)?.user.user;
      expect(last(orders[0])).toBe(last(orders[1]));
      expect(orders[0]).not.toEqual(orders[1]);
    },
  );

  it('has a key that was never used as the one that is idle longest', () => {
    const sort = { column: 'key-use', isDescending: true } as const;
    expect(shownUsers(rows, { filter: null, query: '', sort })[0]?.user.user).toBe('ci-reports');
  });

  it('is exported in its own order, with the columns of AWS', () => {
    const sort = { column: 'user', isDescending: true } as const;
    const shown = shownUsers(rows, { filter: null, query: 'bot', sort });
    const { name, text } = exportedUsers(REPORT, shown);
    expect(name).toBe('credential-report-123456789012-2026-11-28-part.csv');
    expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'user',
      'release-bot',
      'deploy-bot',
      '',
    ]);
  });
});
