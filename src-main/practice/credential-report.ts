import { rootArn } from './arns.ts';
import { keysOfUser, statusOf } from './key-history.ts';
import { devicesOf } from './mfa-devices.ts';
import type { AccessKey, User, World } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type Column = (typeof COLUMNS)[number];
type Row = Readonly<Record<Column, string>>;

/** As the IAM guide lists them (contracts.md §4.3). */
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

/** The CSV that IAM makes of an account: the root user first, then everybody by name. */
export function credentialReport(world: World, accountId: string): string {
  const root = world.users.get(rootArn(accountId));
  const users = [...world.users.values()]
    .filter((user) => user.accountId === accountId && user.kind === 'user')
    .toSorted((a, b) => (a.userName < b.userName ? -1 : 1));
  const rows = [rootRow(world, accountId, root), ...users.map((user) => userRow(world, user))];
  const lines = rows.map((row) => [
    ...COLUMNS.map((column) => row[column]),
    ...world.moreReportColumns.map(() => 'N/A'),
  ]);
  return [[...COLUMNS, ...world.moreReportColumns], ...lines]
    .map((cells) => cells.map(quoted).join(','))
    .join('\n');
}

/** The root user is in the report with or without a key, and the world knows one with a key only. */
function rootRow(world: World, accountId: string, root: User | undefined): Row {
  return {
    user: '<root_account>',
    arn: rootArn(accountId),
    user_creation_time: root === undefined ? 'no_information' : time(root.createdAtMs),
    password_enabled: 'not_supported',
    password_last_used: 'no_information',
    password_last_changed: 'not_supported',
    password_next_rotation: 'not_supported',
    ...credentialCells(world, root),
  };
}

function userRow(world: World, user: User): Row {
  const { password, accountId } = user;
  const maxAgeDays = world.accounts.get(accountId)?.passwordPolicy?.maxAgeDays ?? null;
  const lastUsed = password?.lastUsedAtMs ?? null;
  return {
    user: user.userName,
    arn: user.arn,
    user_creation_time: time(user.createdAtMs),
    password_enabled: String(password !== null),
    password_last_used:
      password === null ? 'N/A' : lastUsed === null ? 'no_information' : time(lastUsed),
    password_last_changed: password === null ? 'N/A' : time(password.changedAtMs),
    password_next_rotation:
      password === null || maxAgeDays === null
        ? 'N/A'
        : time(password.changedAtMs + maxAgeDays * DAY_MS),
    ...credentialCells(world, user),
  };
}

function credentialCells(world: World, user: User | undefined) {
  const [first, second] = user === undefined ? [] : keysOfUser(world, user);
  const [one, two] = [keyCells(first), keyCells(second)];
  return {
    mfa_active: String(user !== undefined && devicesOf(world, user).length > 0),
    access_key_1_active: one.active,
    access_key_1_last_rotated: one.rotated,
    access_key_1_last_used_date: one.used,
    access_key_1_last_used_region: one.region,
    access_key_1_last_used_service: one.service,
    access_key_2_active: two.active,
    access_key_2_last_rotated: two.rotated,
    access_key_2_last_used_date: two.used,
    access_key_2_last_used_region: two.region,
    access_key_2_last_used_service: two.service,
    // Nobody here has a signing certificate.
    cert_1_active: 'false',
    cert_1_last_rotated: 'N/A',
    cert_2_active: 'false',
    cert_2_last_rotated: 'N/A',
  };
}

function keyCells(key: AccessKey | undefined) {
  const lastUsed = key?.lastUsed ?? null;
  return {
    active: String(key !== undefined && statusOf(key) === 'Active'),
    rotated: key === undefined ? 'N/A' : time(key.createdAtMs),
    used: lastUsed === null ? 'N/A' : time(lastUsed.atMs),
    region: lastUsed?.region ?? 'N/A',
    service: lastUsed?.service ?? 'N/A',
  };
}

function time(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, '+00:00');
}

/** A user's name may contain a comma. */
function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
