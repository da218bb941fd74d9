import type { CredentialReport, ReportFinding, ReportUser } from '#shared/contract/report.ts';
import { ageInDays } from '#shared/keys.ts';
import { epochMsOf, type Instant } from '#shared/time.ts';

/** A user of the report as the table has them. Days are counted to the moment of the report, as its findings are. */
export interface UserRow {
  /** The place in the report: a name may be anything. */
  readonly key: string;
  readonly at: number;
  readonly user: ReportUser;
  /** The gravest first. */
  readonly findings: readonly ReportFinding[];
  readonly password: DaysSince;
  readonly keys: readonly ActiveKey[];
  /** Of the oldest active key. */
  readonly keyAgeDays: number | null;
  /** Of the active key that was used last. */
  readonly keyUse: DaysSince;
}

export interface ActiveKey {
  readonly ageDays: number | null;
  readonly use: DaysSince;
}

/** `none`: there is nothing that could be used. */
export type DaysSince = number | 'never' | 'none' | 'unknown';

export function rowsOf({ users, findings, generatedAt }: CredentialReport): readonly UserRow[] {
  const nowMs = epochMsOf(generatedAt);
  const byUser = new Map<string, ReportFinding[]>();
  for (const finding of findings)
    byUser.set(finding.user, [...(byUser.get(finding.user) ?? []), finding]);
  return users.map((user, at) => {
    const keys = user.keys
      .filter(({ isActive }) => isActive)
      .map(({ rotatedAt, lastUse }) => ({
        ageDays: daysOrNull(rotatedAt, nowMs),
        use: daysSince(lastUse, nowMs),
      }));
    const ages = keys.flatMap(({ ageDays }) => ageDays ?? []);
    return {
      key: String(at),
      at,
      user,
      findings: byUser.get(user.user) ?? [],
      password:
        user.hasPassword === true
          ? daysSince(user.passwordLastUse, nowMs)
          : user.hasPassword === false
            ? 'none'
            : 'unknown',
      keys,
      keyAgeDays: ages.length === 0 ? null : Math.max(...ages),
      keyUse: latest(keys.map(({ use }) => use)),
    };
  });
}

function latest(uses: readonly DaysSince[]): DaysSince {
  if (uses.length === 0) return 'none';
  const days = uses.filter((use) => typeof use === 'number');
  if (days.length > 0) return Math.min(...days);
  return uses.includes('unknown') ? 'unknown' : 'never';
}

function daysSince(use: ReportUser['passwordLastUse'], nowMs: number): DaysSince {
  return use.kind === 'used' ? ageInDays(use.at, nowMs) : use.kind;
}

function daysOrNull(at: Instant | null, nowMs: number): number | null {
  return at === null ? null : ageInDays(at, nowMs);
}
