import type { ErrorFacts, IamThing } from '#shared/errors.ts';
import { deviceName } from '#shared/arn.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { Words } from './words.ts';

type IamErrorCode =
  | 'aws/no-such-thing'
  | 'aws/limit-reached'
  | 'aws/exists-already'
  | 'aws/unmodifiable-yet'
  | 'aws/changed-meanwhile'
  | 'aws/delete-conflict'
  | 'aws/password-refused'
  | 'aws/iam-user-needed'
  | 'aws/outcome-unknown'
  | 'mfa/codes-refused';

/** What IAM refuses, and what may have been done nevertheless. */
export const IAM_ERROR_WORDS: { readonly [C in IamErrorCode]: (facts: ErrorFacts[C]) => Words } = {
  'aws/no-such-thing': ({ action, thing, name }) => ({
    title: `AWS has no such ${THING_WORDS[thing]}`,
    explanation: `For ${action} it does not know ${named(thing, name)}: ${thing === 'user' ? 'the user was renamed or deleted meanwhile' : 'it was deleted meanwhile, it belongs to another user'}, or it was made seconds ago and is not known everywhere yet.`,
    action:
      thing === 'user'
        ? 'Read the user’s keys again: that learns a new name. If the user was made just now, try again in a minute.'
        : 'Look at what AWS lists now; if it was made just now, try again in a minute.',
  }),
  'aws/limit-reached': ({ action }) =>
    LIMIT_WORDS[action] ?? {
      title: 'AWS allows no more of these',
      explanation: `A limit of the user or of the account is reached for ${action}. Nothing was made.`,
      action: 'Delete one that is not used any more, or ask whoever manages the account.',
    },
  'aws/exists-already': ({ thing, name }) => ({
    title: `There is already ${aThing(thing)} of this name`,
    explanation: `The account has ${named(thing, name)}${thing === 'mfa-device' ? ', perhaps left by a set-up that was broken off' : ''}. It is as it was.`,
    action:
      thing === 'mfa-device'
        ? 'Remove it if it is assigned to nobody, or choose another name.'
        : 'Choose another name.',
  }),
  'aws/unmodifiable-yet': ({ thing, name }) => ({
    title: `AWS takes no change of this ${THING_WORDS[thing]} yet`,
    explanation: `${sentenceStart(named(thing, name))} or its user was deleted and made again a short while ago. Nothing was changed.`,
    action: 'Wait some minutes and try again.',
  }),
  'aws/changed-meanwhile': ({ action }) => ({
    title: 'Somebody else is changing the same thing',
    explanation: `AWS refused ${action}, as another change is under way. Nothing was changed.`,
    action: 'Wait a moment, look at what AWS shows now, and try again.',
  }),
  'aws/delete-conflict': ({ thing, name }) => ({
    title: `This ${THING_WORDS[thing]} is still in use`,
    explanation: `AWS does not delete ${named(thing, name)} ${thing === 'mfa-device' ? 'while it is assigned to a user' : 'while something uses it'}.`,
    action: thing === 'mfa-device' ? 'Deactivate it first.' : 'Take it out of use first.',
  }),
  'aws/password-refused': () => ({
    title: 'The new password breaks the account’s password policy',
    explanation: 'AWS does not say which rule. The old password still holds.',
    action: 'Choose one that keeps all rules shown; a password used before may be refused too.',
  }),
  'aws/iam-user-needed': ({ action }) => ({
    title: 'This is for IAM users only',
    explanation: `AWS takes ${action} from an IAM user about themselves, and not from the root user or a role.`,
    action: 'Use the identity of the IAM user.',
  }),
  'mfa/codes-refused': ({ serial }) => ({
    title: 'AWS did not accept the two codes',
    explanation: `They must be two codes in a row of the device ${deviceName(serial)}, both fresh and unused; AWS does not say what was wrong.`,
    action:
      'Try again with the next code and the one after it. If those are refused too, the clock of what makes them may be off.',
  }),
  'aws/outcome-unknown': ({ action }) => ({
    title: 'Nobody knows whether AWS did what was asked',
    explanation: `${action} was sent, and no answer came that can be read: it may be done, or not.`,
    action: UNKNOWN_ACTIONS[action] ?? 'Look at what AWS shows now before you try again.',
  }),
};

/** Quotas of contracts.md §4. */
const LIMIT_WORDS: Readonly<Record<string, Words>> = {
  'iam:EnableMFADevice': {
    title: 'This user already has as many MFA devices as AWS allows',
    explanation: 'AWS allows eight. The new device was not assigned.',
    action: 'Remove one that is not used any more.',
  },
  'iam:CreateAccessKey': {
    title: 'This user already has two access keys',
    explanation: 'AWS allows two, and an inactive one counts. No key was made.',
    action: 'See which of the two is not used any more, and delete that one first.',
  },
};

const UNKNOWN_ACTIONS: Readonly<Record<string, string>> = {
  'iam:CreateAccessKey':
    'Look at the user’s access keys before you try again: a new one among them has a secret that nobody knows, and is to be deleted.',
  'iam:CreateVirtualMFADevice':
    'Look at the account’s unassigned MFA devices before you try again: a new one among them has a seed that nobody knows, and is to be deleted.',
  'iam:EnableMFADevice':
    'Keep the device’s seed, and look at the user’s MFA devices before you try again: AWS may ask for its codes already.',
  'iam:ChangePassword':
    'Keep both passwords, and sign in to the console with the new one; if it is refused, the old one holds.',
};

const THING_WORDS: Record<IamThing, string> = {
  user: 'user',
  'access-key': 'access key',
  'mfa-device': 'MFA device',
  password: 'password',
  'password-policy': 'password policy',
  'ssh-public-key': 'SSH public key',
  'service-specific-credential': 'service-specific credential',
  'server-certificate': 'server certificate',
  'credential-report': 'credential report',
};

function aThing(thing: IamThing): string {
  return /^(?:access|MFA|SSH)/.test(THING_WORDS[thing])
    ? `an ${THING_WORDS[thing]}`
    : `a ${THING_WORDS[thing]}`;
}

function sentenceStart(text: string): string {
  return text === 'it' ? 'It' : text;
}

function named(thing: IamThing, name: string): string {
  if (name === '') return 'it';
  if (thing === 'access-key') return maskAccessKeyId(name);
  return thing === 'mfa-device' ? deviceName(name) : name;
}
