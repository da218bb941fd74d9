import type { KeyUsers } from '#shared/contract/keys.ts';
import type { SnoozeFor } from '#shared/contract/reminders.ts';
import type { KeyStatus, LastUse, Reminder } from '#shared/contract/things.ts';
import { ageInDays } from '#shared/keys.ts';
import type { Instant } from '#shared/time.ts';
import { dayWords, momentWords } from './time.ts';

export const KEYS_WORDS = {
  title: 'Keys',
  lead: 'AWS gives each user two places for access keys. Latchkey signs in with one; the other is free for its successor.',
  rail: 'something is due',

  user: (userName: string | null) => (userName === null ? 'root user' : userName),
  readAt: (moment: string) => `Read ${moment}`,
  neverRead: 'AWS has not been asked yet',
  read: 'Read now',
  readAgain: 'Read again',
  readAgainOf: (identity: string) => `Read the keys of ${identity} again`,
  more: (identity: string) => `More for ${identity}`,
  keysOf: (identity: string) => `Access keys of ${identity}`,
  remindersOf: (accessKeyId: string) => `Reminders of ${accessKeyId}`,
  moreOfKey: (accessKeyId: string) => `More for ${accessKeyId}`,

  statuses: {
    active: 'active',
    inactive: 'inactive',
    expired: 'expired',
    gone: 'gone',
  } satisfies Record<KeyStatus, string>,
  ours: 'Latchkey uses it',
  facts: { age: 'Age', lastUse: 'Last use', users: 'Used by', kept: 'Kept until' },
  thenDeleted: 'then it is deleted',
  thenAsked: 'then you are asked',

  free: 'Free',
  freeText: 'For the new key of a rotation.',
  denied: 'Not known',
  deniedText: 'AWS does not let this user list its keys, so there may be a second one.',
  deniedHint: 'iam:ListAccessKeys on the user itself would show it.',
  notRead: 'Not read yet',
  notReadText: 'AWS has not said yet what is here.',

  rotate: 'Rotate…',
  rotateOf: (identity: string) => `Rotate the key of ${identity}…`,
  thresholds: 'When it is due…',
  replace: 'Give another key…',
  copyId: 'Copy the id',

  inFiles: 'Keys in your AWS files',
  inFilesLead: 'Their secrets stand where every program can read them. No identity uses them yet.',
} as const;

/** `97 days, since 23 Aug 2026`. */
export function ageWords(createdAt: Instant | null, nowMs: number): string {
  if (createdAt === null) return 'AWS does not tell';
  const days = ageInDays(createdAt, nowMs);
  const age = days === 0 ? 'Made today' : days === 1 ? '1 day' : `${days} days`;
  return days === 0 ? age : `${age}, since ${dayWords(createdAt)}`;
}

/** `3 days ago, s3 in eu-west-1`. */
export function lastUseWords(lastUse: LastUse, nowMs: number): string {
  switch (lastUse.kind) {
    case 'unknown':
      return 'AWS does not tell';
    case 'never':
      return 'Never';
    case 'used': {
      const { at, service, region } = lastUse;
      const days = ageInDays(at, nowMs);
      const when = days === 0 ? 'Today' : days === 1 ? 'Yesterday' : `${days} days ago`;
      const where =
        service === null ? region : region === null ? service : `${service} in ${region}`;
      return where === null ? when : `${when}, ${where}`;
    }
  }
}

/** Who uses a key, a line each; empty where this computer knows of nobody. */
export function usersWords({ identities, sessions, profiles }: KeyUsers): readonly string[] {
  return [
    ...(identities.length === 0 ? [] : [`Identity ${identities.join(', ')}`]),
    ...(sessions.length === 0
      ? []
      : [
          `${sessions.length === 1 ? 'Session' : `${sessions.length} sessions:`} ${listed(sessions.map(({ session }) => session))}`,
        ]),
    ...(profiles.length === 0
      ? []
      : [`${profiles.length === 1 ? 'Profile' : 'Profiles'} ${listed(profiles)}, on demand`]),
  ];
}

/** Where its secret stands for everybody to read, a line each. */
export function plaintextWords({ files }: KeyUsers): readonly string[] {
  return files.map(
    ({ path, profile, line }) => `Plaintext in profile ${profile}: ${path}, line ${line}`,
  );
}

export const USERS_WORDS = {
  none: 'Nothing on this computer, as far as Latchkey knows',
  reading: 'Looking…',
} as const;

export const REMINDER_WORDS = {
  list: (identity: string) => `Reminders of ${identity}`,
  later: 'Remind me later',
  putOff: 'The reminder is put off',
  notPutOff: 'The reminder is back',
  laterOf: (what: string) => `Remind me later: ${what}`,
  snoozed: (label: string, moment: string | null) =>
    moment === null ? `${label}: no more reminders of it` : `${label}: again ${moment}`,
  again: 'Remind me again',
  againOf: (what: string) => `Remind me again: ${what}`,
  actions: {
    rotate: 'Rotate…',
    deactivate: 'Deactivate…',
    delete: 'Delete…',
    rotation: 'Show the rotation…',
    'type-code': 'Type the code…',
    'go-on': 'Go on…',
    'enrol-mfa': 'Make an MFA device…',
    'take-over': 'Lock it away…',
    replace: 'Give another key…',
  },
  several: (title: string, kinds: number) => `${title}${kinds === 1 ? '' : ', and there is more'}.`,
  show: 'Show the keys',
  tomorrow: 'Remind me in a day',
} as const;

/** For how long a reminder is put off, as a choice. */
export function snoozeWords(length: SnoozeFor, { kind, accessKeyId }: Reminder): string {
  switch (length) {
    case 'day':
      return 'In a day';
    case 'week':
      return 'In a week';
    case 'key':
      if (kind === 'due' || kind === 'overdue') return 'Not until it is rotated';
      return accessKeyId === null ? 'Not for this user any more' : 'Not for this key any more';
  }
}

export const CHANGE_KEY_WORDS = {
  titles: {
    deactivate: (id: string) => `Deactivate ${id}?`,
    activate: (id: string) => `Activate ${id}?`,
    delete: (id: string) => `Delete ${id}?`,
  },
  leads: {
    deactivate: 'AWS refuses it from then on. It can be activated again at any time.',
    activate: 'AWS takes it again: whoever has its secret can use it.',
    delete: 'AWS forgets it for ever. Nothing brings it back.',
  },
  submits: { deactivate: 'Deactivate', activate: 'Activate', delete: 'Delete' },
  done: {
    deactivate: (id: string) => `${id} is inactive`,
    activate: (id: string) => `${id} is active`,
    delete: (id: string) => `${id} is deleted`,
  },
  facts: { user: 'User', status: 'Status', age: 'Age', lastUse: 'Last use' },
  breaksTitle: 'What stops working',
  usesTitle: 'What uses it',
  foreign:
    'Latchkey does not use it, and cannot see who does elsewhere. The last use tells whether somebody does.',
  sessionsEnd: 'Sessions that run go on to their end, and cannot be made anew.',
  isLast:
    'Latchkey has no other key of this user: without it you cannot sign in here any more. Rotate it instead.',
  stillActive:
    'It is still active. An inactive key can come back if something misses it; deactivate it first, and wait some days.',
  insist: {
    deactivate: 'Deactivate it although this stops working',
    delete: 'Delete it although this stops working',
    stillActive: 'Delete it although it is active',
  },
  code: (device: string) => `Code from ${device}`,
  codeText: 'AWS lets this user do that with an MFA code only.',
} as const;

export const REPLACE_KEY_WORDS = {
  title: (identity: string) => `Another key for ${identity}`,
  lead: (userName: string | null) =>
    `Make an access key for ${userName === null ? 'the root user' : userName} in the console, and give it here. Roles, MFA device and settings stay as they are. AWS is asked whose it is before anything changes.`,
  submit: 'Use this key',
  done: (identity: string) => `${identity} signs in with the new key`,
  left: (targets: readonly string[]) =>
    `Switch again to ${targets.join(', ')}: ${targets.length === 1 ? 'its session was' : 'their sessions were'} made from the old key.`,
} as const;

export const THRESHOLD_WORDS = {
  title: (identity: string) => `When the key of ${identity} is due`,
  same: 'As for everybody',
  sameNote: (due: number, overdue: number, unused: number) =>
    `Due at ${due} days, overdue at ${overdue}, unused after ${unused}.`,
  own: 'Its own days',
  ownNote: 'For a key that has to change more often, or may live longer.',
  choice: 'Which days count',
  fields: {
    dueDays: 'Due at',
    overdueDays: 'Overdue at',
    unusedDays: 'Unused after',
  },
  hints: {
    dueDays: 'days old',
    overdueDays: 'days old',
    unusedDays: 'days without use',
  },
  problem: 'A whole number of days, 1 to 3,650.',
  order: 'A key cannot be overdue before it is due.',
  save: 'Save',
} as const;

/** `on Sat, 5 Dec, 10:14`; null where there is no end. */
export function snoozeEndWords(until: Instant | null, nowMs: number): string | null {
  return until === null ? null : momentWords(until, nowMs);
}

const SHOWN = 3;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
