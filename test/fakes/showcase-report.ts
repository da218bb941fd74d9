import { findingsOf } from '#main/report/findings.ts';
import { parseReport } from '#main/report/parse-report.ts';
import type { CredentialReport } from '#shared/contract/report.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import { DAY_MS, HOUR_MS, instantOf } from '#shared/time.ts';

const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,' +
  'password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,' +
  'access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
  'access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,' +
  'cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

/** Days before the report; `never` used. */
interface KeySeed {
  readonly age: number;
  readonly used: number | 'never';
  readonly isInactive?: boolean;
}
interface UserSeed {
  readonly user: string;
  /** Null: none. */
  readonly password: { readonly used: number | 'never'; readonly hasMfa: boolean } | null;
  readonly keys: readonly KeySeed[];
}

const PEOPLE: readonly UserSeed[] = [
  { user: 'dana', password: { used: 0, hasMfa: true }, keys: [{ age: 97, used: 0 }] },
  { user: 'ari', password: { used: 3, hasMfa: true }, keys: [{ age: 12, used: 1 }] },
  {
    user: 'bea.lindqvist@acme.example',
    password: { used: 88, hasMfa: false },
    keys: [],
  },
  { user: 'ci-reports', password: null, keys: [{ age: 30, used: 'never' }] },
  {
    user: 'deploy-bot',
    password: null,
    keys: [
      { age: 62, used: 0 },
      { age: 41, used: 2 },
    ],
  },
  {
    user: 'noor',
    password: { used: 12, hasMfa: true },
    keys: [
      { age: 81, used: 3 },
      { age: 402, used: 120, isInactive: true },
    ],
  },
  { user: 'data-export', password: null, keys: [{ age: 240, used: 71 }] },
  { user: 'old-laptop', password: null, keys: [{ age: 512, used: 310 }] },
  { user: 'pat', password: { used: 1, hasMfa: false }, keys: [] },
  { user: 'terraform', password: null, keys: [{ age: 24, used: 0 }] },
  { user: 'kim', password: { used: 'never', hasMfa: true }, keys: [{ age: 5, used: 4 }] },
  { user: 'release-bot', password: null, keys: [{ age: 93, used: 0 }] },
];

/** Names that IAM takes or would never give, which are text and nothing else. */
export const HOSTILE_NAMES = [
  '=1+2',
  '@sum.a1',
  '<img src=x onerror=alert(1)>',
  'bidi\u202Egnp.exe',
  `${'long.name.without.a.place.to.break'.repeat(4)}`.slice(0, 128),
];

/** A report of the account of the showcase, read as main reads it. */
export function showcaseReport(nowMs: number, names: readonly string[] = []): CredentialReport {
  return reportOf(nowMs, [
    ...PEOPLE,
    ...names.map((user) => ({ user, password: null, keys: [{ age: 120, used: 5 }] })),
  ]);
}

/** As large as AWS lets an account grow. */
export function crowdReport(nowMs: number, count = 5000): CredentialReport {
  const users = Array.from({ length: count }, (_, at): UserSeed => ({
    user: `user-${String(at + 1).padStart(4, '0')}`,
    password: at % 3 === 0 ? { used: at % 120, hasMfa: at % 12 !== 0 } : null,
    keys: at % 5 === 0 ? [] : [{ age: (at * 7) % 400, used: at % 11 === 0 ? 'never' : at % 90 }],
  }));
  return reportOf(nowMs, users);
}

function reportOf(nowMs: number, users: readonly UserSeed[]): CredentialReport {
  const madeMs = nowMs - 2 * HOUR_MS;
  const csv = [COLUMNS, rootRow(madeMs), ...users.map((user) => rowOf(user, madeMs))].join('\n');
  const read = {
    accountId: '123456789012',
    generatedAt: instantOf(madeMs),
    users: parseReport(csv),
  };
  return { ...read, findings: findingsOf(read, DEFAULT_SETTINGS.reminders.thresholds), csv };
}

function rootRow(madeMs: number): string {
  const { ago } = at(madeMs);
  return [
    ['<root_account>', 'arn:aws:iam::123456789012:root', ago(2900)],
    ['not_supported', ago(64), 'not_supported', 'not_supported', 'true'],
    NO_KEY,
    NO_KEY,
    NO_CERTIFICATES,
  ]
    .flat()
    .join(',');
}

function rowOf({ user, password, keys }: UserSeed, madeMs: number): string {
  const { ago } = at(madeMs);
  const cells = [
    [user, `arn:aws:iam::123456789012:user/${user}`, ago(800)],
    password === null
      ? ['false', 'N/A', 'N/A', 'N/A', 'false']
      : [
          'true',
          password.used === 'never' ? 'no_information' : ago(password.used),
          ago(150),
          'N/A',
          String(password.hasMfa),
        ],
    keyCells(keys[0], madeMs),
    keyCells(keys[1], madeMs),
    NO_CERTIFICATES,
  ];
  return cells
    .flat()
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

const NO_KEY = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
const NO_CERTIFICATES = ['false', 'N/A', 'false', 'N/A'];

function keyCells(key: KeySeed | undefined, madeMs: number): readonly string[] {
  if (key === undefined) return NO_KEY;
  const { ago } = at(madeMs);
  const use = key.used === 'never' ? ['N/A', 'N/A', 'N/A'] : [ago(key.used), 'eu-west-1', 's3'];
  return [String(key.isInactive !== true), ago(key.age), ...use];
}

function at(madeMs: number) {
  return { ago: (days: number) => instantOf(madeMs - days * DAY_MS - HOUR_MS) };
}
