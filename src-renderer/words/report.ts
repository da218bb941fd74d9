import type { ReportFinding, ReportUser } from '#shared/contract/report.ts';
import { APP_WORDS } from './app.ts';
import { REPORT_FINDING_WORDS } from '#shared/words/report.ts';
import { formatDuration, HOUR_MS, epochMsOf, instantOf, type Instant } from '#shared/time.ts';
import type { Column } from '../views/report/shown-users.ts';
import type { UserFilter } from '../views/report/user-filters.ts';
import type { DaysSince } from '../views/report/user-rows.ts';
import { numberWords } from './number.ts';
import { dayWords, momentWords } from './time.ts';

export const REPORT_WORDS = {
  title: 'Report',
  lead: 'Who of an account signs in how: passwords, MFA and access keys of all its users, as AWS’s credential report has them, and what of that somebody should see to.',
  askTitle: 'The credential report of an account',
  with: 'Ask with',
  withHint: 'An identity or a role of that account.',
  nothingFits: 'No identity or role fits',
  needed: 'It takes iam:GenerateCredentialReport and iam:GetCredentialReport.',
  kept: 'The report is kept in this window’s memory only, never on disk: until you close the window, lock Latchkey or forget it here.',
  make: 'Get the report',
  other: 'Of another account…',
  back: 'Back to the report',

  signingIn: (target: string) => `Signing in with ${target}`,
  making: 'AWS makes the report',
  seconds: (seconds: number) => `${seconds} s`,
  makingText:
    'Some seconds, in an account with thousands of users some minutes. You can do something else meanwhile.',
  cancel: 'Cancel',
  cancelled: 'No longer waited for; AWS goes on with it',
  codeHint: 'Latchkey does not hold the seed of this device, so read the code off it.',
  again: APP_WORDS.tryAgain,
  device: 'Make an MFA device…',
  replace: 'Give another key…',

  accountOf: (alias: string | null, accountId: string) =>
    alias === null ? accountId : `${alias} · ${accountId}`,
  counts: (users: number, keys: number) =>
    `${counted(users, 'user')}, ${counted(keys, 'active key')}`,
  getAgain: 'Get again',
  noNewer: 'AWS has no newer report yet',
  more: 'More for the report',
  forget: 'Forget this report',
  exportAll: 'Export CSV',
  exportSome: (count: number) => `Export ${counted(count, 'user')}`,
  exported: (file: string) => `Offered ${file} for download`,

  filter: 'Find a user',
  clearFilter: 'Clear',
  findings: 'What to see to',
  nothing: 'There is nothing to see to.',
  pictures: 'Pictures',
  all: 'Show all',
  shown: (shown: number, all: number) =>
    shown === all ? counted(all, 'user') : `${numberWords(shown)} of ${counted(all, 'user')}`,
  none: 'No user fits',
  noneText: 'Words match in any order, in names and ARNs.',
  table: 'Users of the account',
  columns: {
    user: 'User',
    findings: 'To see to',
    mfa: 'MFA',
    password: 'Password',
    'key-age': 'Oldest key',
    'key-use': 'Key used',
  } satisfies Record<Column, string>,
  columnHints: {
    password: 'when the password was used last',
    'key-age': 'age of the oldest active key',
    'key-use': 'when an active key was used last',
  } as Readonly<Partial<Record<Column, string>>>,
  yes: 'yes',
  no: 'no',
  mfaCells: { yes: 'yes', no: 'no', 'not-asked': '–', unknown: '?' },
  moreFindings: (count: number) => `+${count}`,
  root: 'root user',

  panel: 'The selected user',
  facts: {
    arn: 'ARN',
    created: 'Created',
    password: 'Password',
    passwordUse: 'Used',
    passwordChanged: 'Changed',
    passwordEnds: 'To change by',
    mfa: 'MFA',
    status: 'Status',
    age: 'Changed',
    lastUse: 'Last use',
  },
  copyArn: 'Copy the ARN',
  key: (slot: number) => `Access key ${slot}`,
  certificate: (slot: number) => `Signing certificate ${slot}`,
  noKeys: 'No access keys',
  active: 'active',
  inactive: 'inactive',
  hasPassword: 'has one',
  hasNoPassword: 'has none',
  notTold: 'AWS does not tell',

  agesTitle: 'Age of active keys',
  ages: (keys: number, old: number, days: number) =>
    keys === 0
      ? 'There are no active keys.'
      : `${numberWords(old)} of ${counted(keys, 'active key')} ${old === 1 ? 'is' : 'are'} ${days} days old or older.`,
  mfaTitle: 'MFA of passwords',
  mfa: (covered: number, all: number) =>
    all === 0
      ? 'Nobody has a password.'
      : `${numberWords(covered)} of ${counted(all, 'user')} with a password ${covered === 1 ? 'has' : 'have'} MFA.`,
  usesTitle: 'Last use of active keys',
  uses: (keys: number, unused: number) =>
    keys === 0
      ? 'There are no active keys.'
      : `${numberWords(unused)} of ${counted(keys, 'active key')} ${unused === 1 ? 'is' : 'are'} not in use.`,
  plotColumns: {
    ages: ['Days old', 'Active keys'],
    mfa: ['Sign-in', 'Users'],
    uses: ['Used last', 'Active keys'],
  },
} as const;

/** `Made at 09:14, 2 h ago. AWS gives this same one until 13:14.` AWS makes one every four hours at most. */
export function madeWords(generatedAt: Instant, nowMs: number): string {
  const madeMs = epochMsOf(generatedAt);
  const seconds = (nowMs - madeMs) / 1000;
  const age = seconds < 60 ? 'just now' : `${formatDuration(seconds)} ago`;
  const made = `Made ${momentWords(generatedAt, nowMs)}, ${age}.`;
  const untilMs = madeMs + 4 * HOUR_MS;
  return untilMs <= nowMs
    ? made
    : `${made} AWS gives this same one until ${momentWords(instantOf(untilMs), nowMs).replace(/^at /, '')}.`;
}

/** Under a bar, and on a button over the table. */
export function filterLabel(filter: UserFilter): string {
  switch (filter.kind) {
    case 'finding':
      return REPORT_FINDING_WORDS[filter.finding];
    case 'key-age':
    case 'key-use':
      return filter.to === null ? `≥ ${numberWords(filter.from)} d` : daysRange(filter);
    case 'key-never':
      return 'never';
    case 'mfa':
      return { with: 'MFA', without: 'no MFA', 'no-password': 'no password' }[filter.state];
  }
}

/** What is shown while it filters, to stand after how many. */
export function filterWords(filter: UserFilter): string {
  switch (filter.kind) {
    case 'finding':
      return filterLabel(filter);
    case 'key-age':
      return `active key ${daysRange(filter)} old`;
    case 'key-use':
      return `active key used ${daysRange(filter)} before`;
    case 'key-never':
      return 'active key never used';
    case 'mfa':
      return {
        with: 'password with MFA',
        without: 'password without MFA',
        'no-password': 'without a password',
      }[filter.state];
  }
}

/** What a bar counts, for who hears it. */
export function barWords(filter: UserFilter): string {
  return counted(filter.count, filter.kind === 'mfa' ? 'user' : 'key');
}

/** A cell of the table. */
export function daysWords(days: DaysSince | null): string {
  switch (days) {
    case null:
    case 'none':
      return '–';
    case 'unknown':
      return '?';
    case 'never':
      return 'never';
    case 0:
      return 'today';
    default:
      return `${numberWords(days)} d`;
  }
}

/** `97 days, since 23 Aug 2026`; empty where AWS does not tell. */
export function findingAge({ days, since }: ReportFinding): string {
  if (days === null || since === null) return '';
  return `${days === 1 ? '1 day' : `${numberWords(days)} days`}, since ${dayWords(since)}`;
}

/** Whether a user has a password. */
export function passwordWords({ hasPassword }: Pick<ReportUser, 'hasPassword'>): string {
  if (hasPassword === null) return REPORT_WORDS.notTold;
  return hasPassword ? REPORT_WORDS.hasPassword : REPORT_WORDS.hasNoPassword;
}

/** When the password was used, in the panel. */
export function passwordUseWords({
  passwordLastUse: use,
}: Pick<ReportUser, 'passwordLastUse'>): string {
  if (use.kind === 'used') return dayWords(use.at);
  return use.kind === 'never' ? 'Never' : REPORT_WORDS.notTold;
}

function daysRange({ from, to }: { readonly from: number; readonly to: number | null }): string {
  return to === null
    ? `${numberWords(from)} d or more`
    : `${numberWords(from)}–${numberWords(to)} d`;
}

function counted(count: number, thing: string): string {
  return `${numberWords(count)} ${thing}${count === 1 ? '' : 's'}`;
}
