import type { ReportFinding, ReportKey, ReportUser } from '#shared/contract/report.ts';
import type { ReportFindingKind } from '#shared/contract/values.ts';
import type { KeyThresholds } from '#shared/contract/settings.ts';
import { REPORT_FINDING_KINDS } from '#shared/kinds.ts';
import { ageInDays, unusedSince } from '#shared/keys.ts';
import { epochMsOf, type Instant } from '#shared/time.ts';

/**
 * What somebody who looks after the account should see to, the gravest first. Days are counted to the moment
 * of the report, so that one report always says the same.
 */
export function findingsOf(
  { users, generatedAt }: { readonly users: readonly ReportUser[]; readonly generatedAt: Instant },
  thresholds: KeyThresholds,
): ReportFinding[] {
  const rules = { thresholds, nowMs: epochMsOf(generatedAt) };
  return users
    .flatMap((user) => [
      ...ofPassword(user, rules),
      ...user.keys.flatMap((key) => ofKey(user, key, rules)),
    ])
    .toSorted(
      (a, b) =>
        GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) ||
        TONES.indexOf(a.tone) - TONES.indexOf(b.tone) ||
        (b.days ?? 0) - (a.days ?? 0),
    );
}

const GRAVITY: readonly ReportFindingKind[] = REPORT_FINDING_KINDS;
const TONES = ['danger', 'warn', 'notice'] as const;

interface Rules {
  readonly thresholds: KeyThresholds;
  readonly nowMs: number;
}

function ofPassword(user: ReportUser, { thresholds, nowMs }: Rules): ReportFinding[] {
  const { isRoot, hasPassword, hasMfa, passwordLastUse, passwordChangedAt } = user;
  const found: ReportFinding[] = [];
  // Whether the root user has a password is told only where it has none.
  const signsIn = isRoot ? hasPassword !== false : hasPassword === true;
  if (signsIn && hasMfa === false)
    found.push(finding(user, 'no-mfa', isRoot ? 'danger' : 'warn', null, nowMs));
  const idleSince = passwordLastUse.kind === 'used' ? passwordLastUse.at : passwordChangedAt;
  if (
    hasPassword === true &&
    passwordLastUse.kind !== 'unknown' &&
    isPast(idleSince, thresholds.unusedDays, nowMs)
  )
    found.push(finding(user, 'password-unused', 'notice', { since: idleSince }, nowMs));
  return found;
}

function ofKey(user: ReportUser, key: ReportKey, { thresholds, nowMs }: Rules): ReportFinding[] {
  const { slot, isActive, rotatedAt, lastUse } = key;
  const found: ReportFinding[] = [];
  const add = (
    kind: ReportFindingKind,
    tone: ReportFinding['tone'],
    since: Instant | null = rotatedAt,
  ) => found.push(finding(user, kind, tone, { slot, since }, nowMs));
  // AWS advises to have none at all (contracts.md, security.md).
  if (user.isRoot) add('root-key', isActive ? 'danger' : 'warn');
  if (!isActive) {
    if (!user.isRoot) add('leftover', 'notice');
    return found;
  }
  if (isPast(rotatedAt, thresholds.overdueDays, nowMs)) add('overdue', 'warn');
  const idleSince = unusedSince({ createdAt: rotatedAt, lastUse });
  if (isPast(idleSince, thresholds.unusedDays, nowMs))
    add(lastUse.kind === 'never' ? 'never-used' : 'unused', 'notice', idleSince);
  return found;
}

function isPast(since: Instant | null, days: number, nowMs: number): boolean {
  return since !== null && ageInDays(since, nowMs) >= days;
}

function finding(
  { user }: ReportUser,
  kind: ReportFindingKind,
  tone: ReportFinding['tone'],
  about: { readonly slot?: 1 | 2; readonly since: Instant | null } | null,
  nowMs: number,
): ReportFinding {
  const slot = about?.slot ?? null;
  const since = about?.since ?? null;
  return {
    id: [kind, user, ...(slot === null ? [] : [slot])].join(' '),
    kind,
    user,
    slot,
    since,
    days: since === null ? null : ageInDays(since, nowMs),
    tone,
  };
}
