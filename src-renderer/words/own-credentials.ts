import type { OwnCredential, PasswordPolicy } from '#shared/contract/account.ts';
import type { OwnCredentialKind } from '#shared/contract/values.ts';
import { ageInDays } from '#shared/keys.ts';
import { dayWords } from './time.ts';
import { CHANGE_KEY_WORDS } from './keys.ts';

/** In the order in which they are shown. */
export const OWN_CREDENTIAL_KINDS = [
  'ssh-public-key',
  'service-specific-credential',
  'server-certificate',
] as const satisfies readonly OwnCredentialKind[];

export const OWN_CREDENTIALS_WORDS = {
  menu: 'Other credentials…',
  title: (identity: string) => `Other credentials of ${identity}`,
  lead: 'What AWS has of this user besides password, access keys and MFA devices, read just now.',
  reading: 'Asking AWS',
  none: 'None.',
  notTold: 'AWS does not let this user list them.',
  kinds: {
    'ssh-public-key': 'SSH public keys',
    'service-specific-credential': 'Credentials of single services',
    'server-certificate': 'Server certificates of the account',
  } satisfies Record<OwnCredentialKind, string>,
  ones: {
    'ssh-public-key': 'SSH public key',
    'service-specific-credential': 'Credential of a service',
    'server-certificate': 'Server certificate of the account',
  } satisfies Record<OwnCredentialKind, string>,
  statuses: { active: 'active', inactive: 'inactive', expired: 'expired' },
  submits: CHANGE_KEY_WORDS.submits,
  more: (id: string) => `More for ${id}`,
  facts: { what: 'What', service: 'For', status: 'Status', age: 'Age' },
  breaks: {
    'ssh-public-key': () =>
      'Git over SSH with CodeCommit, wherever the private key that belongs to it is used.',
    'service-specific-credential': (service) =>
      `Whatever signs in to ${service ?? 'that service'} with its user name and password, or its key.`,
    'server-certificate': () =>
      'Load balancers and whatever else of the account presents it. AWS refuses while one of its own services uses it.',
  } satisfies Record<OwnCredentialKind, (service: string | null) => string>,
  noLastUse: 'AWS does not tell when it was used last.',
  stillActive:
    'It is still active. An inactive one can come back if something misses it; deactivate it first, and wait some days.',
} as const;

/** `310 days old`, `ends 8 Dec 2026`. */
export function sinceWords(
  { createdAt, expiresAt, status }: OwnCredential,
  nowMs: number,
): readonly string[] {
  const days = createdAt === null ? null : ageInDays(createdAt, nowMs);
  return [
    ...(days === null
      ? []
      : [days === 0 ? 'made today' : `${days} day${days === 1 ? '' : 's'} old`]),
    ...(expiresAt === null
      ? []
      : [`${status === 'expired' ? 'ended' : 'ends'} ${dayWords(expiresAt)}`]),
  ];
}

export const PASSWORD_WORDS = {
  menu: 'Change the console password…',
  title: (identity: string) => `Console password of ${identity}`,
  lead: 'With it this user signs in to the AWS console. Latchkey sends both to AWS and keeps neither.',
  reading: 'Asking AWS for the account’s rules',
  rulesTitle: 'A new password has',
  unknownRules: 'AWS does not tell this user the account’s rules; it may refuse the new password.',
  defaultRules: 'The account has no rules of its own; those of AWS hold.',
  kept: (kept: number, all: number) => `${kept} of ${all} rules kept`,
  met: 'kept:',
  unmet: 'not yet:',
  remembered: (count: number) =>
    count === 1 ? 'The last one cannot come again.' : `The last ${count} cannot come again.`,
  ends: ({ maximumAgeDays, endsHard }: PasswordPolicy) =>
    maximumAgeDays === null
      ? null
      : `It ends after ${maximumAgeDays} days${endsHard ? ', and then only an administrator can replace it' : ''}.`,
  oldPassword: 'Old password',
  newPassword: 'New password',
  again: 'New password again',
  differs: 'The two are not the same.',
  breaks: 'It does not keep all the rules.',
  submit: 'Change it',
  done: (identity: string) => `The console password of ${identity} is changed`,
} as const;
