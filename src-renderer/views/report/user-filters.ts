import type { ReportFindingKind } from '#shared/contract/values.ts';
import { REPORT_FINDINGS } from '#shared/words/report.ts';
import type { KeyThresholds } from '#shared/contract/settings.ts';
import type { DaysSince, UserRow } from './user-rows.ts';

/** Which users are shown. Each is a bar of a picture or a button over the table, with how much it stands for. */
export type UserFilter =
  | {
      readonly kind: 'finding';
      readonly id: string;
      readonly finding: ReportFindingKind;
      readonly count: number;
    }
  /** Active keys that are `from` to `to` days old; `to` null: without end. */
  | (Bucket & { readonly kind: 'key-age'; readonly verdict: 'young' | 'due' | 'overdue' })
  /** Active keys that were used last `from` to `to` days before, or never. */
  | (Bucket & { readonly kind: 'key-use'; readonly isUnused: boolean })
  | { readonly kind: 'key-never'; readonly id: string; readonly count: number }
  | {
      readonly kind: 'mfa';
      readonly id: string;
      readonly state: 'with' | 'without' | 'no-password';
      readonly count: number;
    };

interface Bucket {
  readonly id: string;
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

export interface UserFilters {
  readonly findings: readonly UserFilter[];
  readonly ages: readonly UserFilter[];
  readonly mfa: readonly UserFilter[];
  readonly uses: readonly UserFilter[];
}

/** All that one can filter by. Findings only where there are some; bars also where there is nothing. */
export function filtersOf(rows: readonly UserRow[], thresholds: KeyThresholds): UserFilters {
  const { dueDays, overdueDays, unusedDays } = thresholds;
  const keys = rows.flatMap((row) => row.keys);
  const ages = buckets([0, 30, dueDays, overdueDays, 180, 365]).map(({ from, to }) => {
    const verdict = from >= overdueDays ? 'overdue' : from >= dueDays ? 'due' : 'young';
    const count = keys.filter(({ ageDays }) => isWithin(ageDays, { from, to })).length;
    return { kind: 'key-age', id: `key-age ${from}`, from, to, verdict, count } as const;
  });
  const uses = buckets([0, 8, unusedDays]).map(({ from, to }) => {
    const count = keys.filter(({ use }) => isWithin(use, { from, to })).length;
    const isUnused = from >= unusedDays;
    return { kind: 'key-use', id: `key-use ${from}`, from, to, isUnused, count } as const;
  });
  const never = keys.filter(({ use }) => use === 'never').length;
  return {
    findings: REPORT_FINDINGS.flatMap((finding) => {
      const count = rows.filter((row) => hasFinding(row, finding)).length;
      return count === 0
        ? []
        : [{ kind: 'finding' as const, id: `finding ${finding}`, finding, count }];
    }),
    ages,
    uses: [...uses, { kind: 'key-never', id: 'key-never', count: never }],
    mfa: (['with', 'without', 'no-password'] as const).map((state) => ({
      kind: 'mfa',
      id: `mfa ${state}`,
      state,
      count: rows.filter((row) => mfaOf(row) === state).length,
    })),
  };
}

export function passes(filter: UserFilter, row: UserRow): boolean {
  switch (filter.kind) {
    case 'finding':
      return hasFinding(row, filter.finding);
    case 'key-age':
      return row.keys.some(({ ageDays }) => isWithin(ageDays, filter));
    case 'key-use':
      return row.keys.some(({ use }) => isWithin(use, filter));
    case 'key-never':
      return row.keys.some(({ use }) => use === 'never');
    case 'mfa':
      return mfaOf(row) === filter.state;
  }
}

/** Of a root user AWS does not tell whether there is a password: there is one, unless it says so. */
function mfaOf({ user }: UserRow): 'with' | 'without' | 'no-password' | 'unknown' {
  const signsIn = user.isRoot ? user.hasPassword !== false : user.hasPassword === true;
  if (!signsIn) return 'no-password';
  if (user.hasMfa === null) return 'unknown';
  return user.hasMfa ? 'with' : 'without';
}

/** What the table says of MFA: where there is no password, and no device either, nobody asks for it. */
export function mfaShown(row: UserRow): 'yes' | 'no' | 'not-asked' | 'unknown' {
  if (row.user.hasMfa === null) return 'unknown';
  if (row.user.hasMfa) return 'yes';
  return mfaOf(row) === 'no-password' ? 'not-asked' : 'no';
}

function hasFinding({ findings }: UserRow, kind: ReportFindingKind): boolean {
  return findings.some((finding) => finding.kind === kind);
}

function isWithin(
  days: DaysSince | null,
  { from, to }: { readonly from: number; readonly to: number | null },
): boolean {
  return typeof days === 'number' && days >= from && (to === null || days <= to);
}

/** From each edge to the day before the next; the thresholds may lie anywhere among the edges. */
function buckets(edges: readonly number[]) {
  const sorted = [...new Set(edges)].toSorted((a, b) => a - b);
  return sorted.map((from, at) => {
    const next = sorted[at + 1];
    return { from, to: next === undefined ? null : next - 1 };
  });
}
