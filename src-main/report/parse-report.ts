import type { ReportKey, ReportUser } from '#shared/contract/report.ts';
import type { LastUse } from '#shared/contract/things.ts';
import { parseCsv } from '#shared/csv.ts';
import { AppError } from '#shared/errors.ts';
import { instantOf, type Instant } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';

/**
 * The users of AWS's credential report (contracts.md §4.3). The header says where a column stands; columns that
 * it has besides are left out. Throws `report/malformed` where something is not there that findings rest on:
 * nobody shall read "nothing found" where nothing was looked at.
 */
export function parseReport(csv: string): ReportUser[] {
  const [header, ...rows] = parseCsv(csv.replace(/^\uFEFF/, ''), malformed);
  if (header === undefined) return malformed(1, 'it is empty');
  const at = new Map(header.cells.map((column, index) => [column, index]));
  for (const needed of NEEDED) if (!at.has(needed)) malformed(1, `there is no column ${needed}`);
  return rows.map(({ cells, line }) => {
    if (cells.length !== header.cells.length)
      malformed(line, `it has ${cells.length} columns, and the titles are ${header.cells.length}`);
    return userOf((column) => cells[at.get(column) ?? -1] ?? '');
  });
}

const NEEDED = [
  'user',
  'arn',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
] as const;

type CellOf = (column: string) => string;

function userOf(cell: CellOf): ReportUser {
  const user = cell('user');
  const certificates = ([1, 2] as const).flatMap((slot) => {
    const isActive = flagOf(cell(`cert_${slot}_active`)) === true;
    const rotatedAt = momentOf(cell(`cert_${slot}_last_rotated`));
    return isActive || rotatedAt !== null ? [{ slot, isActive, rotatedAt }] : [];
  });
  return {
    user: shown(user, 512),
    arn: shown(cell('arn'), 2048),
    isRoot: user === '<root_account>',
    createdAt: momentOf(cell('user_creation_time')),
    hasPassword: flagOf(cell('password_enabled')),
    passwordLastUse: passwordUseOf(cell),
    passwordChangedAt: momentOf(cell('password_last_changed')),
    passwordEndsAt: momentOf(cell('password_next_rotation')),
    hasMfa: flagOf(cell('mfa_active')),
    keys: ([1, 2] as const).flatMap((slot) => keyOf(slot, cell) ?? []),
    certificates,
  };
}

/** A key that is not there is as inactive as one that was deactivated, and has no date. */
function keyOf(slot: 1 | 2, cell: CellOf): ReportKey | null {
  const of = (column: string) => cell(`access_key_${slot}_${column}`);
  const isActive = flagOf(of('active')) === true;
  const rotatedAt = momentOf(of('last_rotated'));
  if (!isActive && rotatedAt === null) return null;
  const usedAt = momentOf(of('last_used_date'));
  const lastUse: LastUse =
    usedAt === null
      ? { kind: isNothing(of('last_used_date')) ? 'never' : 'unknown' }
      : {
          kind: 'used',
          at: usedAt,
          service: wordOf(of('last_used_service')),
          region: wordOf(of('last_used_region')),
        };
  return { slot, isActive, rotatedAt, lastUse };
}

/** `no_information`: never, as far as AWS tells. */
function passwordUseOf(cell: CellOf): LastUse {
  const usedAt = momentOf(cell('password_last_used'));
  if (usedAt !== null) return { kind: 'used', at: usedAt, service: null, region: null };
  return { kind: cell('password_last_used') === 'no_information' ? 'never' : 'unknown' };
}

/** The guide writes `TRUE`, and IAM `true`. */
function flagOf(cell: string): boolean | null {
  switch (cell.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return null;
  }
}

function momentOf(cell: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(cell)) return null;
  const epochMs = Date.parse(cell);
  // The last day of the year 9999, or the first of the year 0, in another time zone.
  const isWithin = epochMs >= FIRST_MS && epochMs <= LAST_MS;
  return isWithin ? instantOf(epochMs) : null;
}

const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59Z');

function isNothing(cell: string): boolean {
  return ['N/A', 'no_information', 'not_supported', ''].includes(cell);
}

function wordOf(cell: string): string | null {
  return isNothing(cell) ? null : shown(cell, 64);
}

function shown(cell: string, longest: number): string {
  return visibleText(cell).slice(0, longest);
}

function malformed(line: number, problem: string): never {
  throw new AppError('report/malformed', { line, problem });
}
