import type { ErrorCode, ErrorFacts, IamThing } from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { Words } from './words.ts';

type IamErrorCode = Extract<
  ErrorCode,
  'aws/no-such-thing' | 'aws/limit-reached' | 'aws/outcome-unknown'
>;

/** What IAM refuses, and what may have been done nevertheless. */
export const IAM_ERROR_WORDS: { readonly [C in IamErrorCode]: (facts: ErrorFacts[C]) => Words } = {
  'aws/no-such-thing': ({ action, thing, name }) => ({
    title: `AWS has no such ${THING_WORDS[thing]}`,
    explanation: `For ${action} it does not know ${named(thing, name)}: it was deleted meanwhile${thing === 'user' ? '' : ', it belongs to another user'}, or it was made seconds ago and is not known everywhere yet.`,
    action: 'Look at what AWS lists now; if it was made just now, try again in a minute.',
  }),
  'aws/limit-reached': ({ action }) =>
    LIMIT_WORDS[action] ?? {
      title: 'AWS allows no more of these',
      explanation: `A limit of the user or of the account is reached for ${action}. Nothing was made.`,
      action: 'Delete one that is not used any more, or ask whoever manages the account.',
    },
  'aws/outcome-unknown': ({ action }) => ({
    title: 'Nobody knows whether AWS did what was asked',
    explanation: `${action} was sent, and no answer came that can be read: it may be done, or not.`,
    action: UNKNOWN_ACTIONS[action] ?? 'Look at what AWS shows now before you try again.',
  }),
};

/** Quotas of contracts.md §4. */
const LIMIT_WORDS: Readonly<Record<string, Words>> = {
  'iam:CreateAccessKey': {
    title: 'This user already has two access keys',
    explanation: 'AWS allows two, and an inactive one counts. No key was made.',
    action: 'See which of the two is not used any more, and delete that one first.',
  },
};

const UNKNOWN_ACTIONS: Readonly<Record<string, string>> = {
  'iam:CreateAccessKey':
    'Look at the user’s access keys before you try again: a new one among them has a secret that nobody knows, and is to be deleted.',
};

const THING_WORDS: Record<IamThing, string> = {
  user: 'user',
  'access-key': 'access key',
};

function named(thing: IamThing, name: string): string {
  return thing === 'access-key' ? maskAccessKeyId(name) : name || 'it';
}
