import { createSearch } from '#shared/search/search.ts';
import { REPORT_FINDINGS } from '#shared/words/report.ts';
import { mfaShown, passes, type UserFilter } from './user-filters.ts';
import type { DaysSince, UserRow } from './user-rows.ts';

export type Column = 'user' | 'findings' | 'mfa' | 'password' | 'key-age' | 'key-use';

export interface Sort {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** As in its ARN, `user/team/dana`, which is what one pastes together with the account. */
const userSearch = createSearch<UserRow>(({ user: { user, arn } }) => {
  const [, , , , account = '', ...resource] = arn.split(':');
  return [user, resource.join(':'), account];
});

/** The rows that fit the filter and what is typed, in order. What is not known comes last, both ways. */
export function shownUsers(
  rows: readonly UserRow[],
  how: { readonly filter: UserFilter | null; readonly query: string; readonly sort: Sort },
): readonly UserRow[] {
  const { filter, sort } = how;
  const { column } = sort;
  const found = userSearch
    .find(rows, how.query)
    .filter((row) => filter === null || passes(filter, row));
  const way = sort.isDescending ? -1 : 1;
  if (column === 'user')
    return found.toSorted((a, b) => way * NAMES.compare(a.user.user, b.user.user) || a.at - b.at);
  const measured = found.map((row) => ({ row, measure: measureOf(row, column) }));
  return measured
    .toSorted((a, b) => {
      if (a.measure === null || b.measure === null)
        return Number(a.measure === null) - Number(b.measure === null) || a.row.at - b.row.at;
      return way * (a.measure - b.measure) || a.row.at - b.row.at;
    })
    .map(({ row }) => row);
}

const NAMES = new Intl.Collator(undefined, { numeric: true });

/** What a column is sorted by; null: not known, or not there. */
function measureOf(row: UserRow, column: Exclude<Column, 'user'>): number | null {
  switch (column) {
    case 'findings':
      return gravityOf(row);
    case 'mfa':
      return { no: 0, yes: 1, 'not-asked': null, unknown: null }[mfaShown(row)];
    case 'password':
      return measureOfDays(row.password);
    case 'key-age':
      return row.keyAgeDays;
    case 'key-use':
      return measureOfDays(row.keyUse);
  }
}

/** The gravest finding decides, then how many there are. */
function gravityOf({ findings: [gravest, ...others] }: UserRow): number | null {
  if (gravest === undefined) return null;
  return (
    (REPORT_FINDINGS.length - REPORT_FINDINGS.indexOf(gravest.kind)) * 100 +
    Math.min(99, others.length)
  );
}

/** Never is longer ago than any day. */
function measureOfDays(days: DaysSince): number | null {
  if (typeof days === 'number') return days;
  return days === 'never' ? Infinity : null;
}
