import type { ErrorCode, ErrorFacts } from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { Words } from './words.ts';

type KeyErrorCode = Extract<ErrorCode, `key/${string}`>;

/** What stands against a change of an access key. */
export const KEY_ERROR_WORDS: {
  readonly [C in KeyErrorCode]: (facts: ErrorFacts[C]) => Words;
} = {
  'key/not-known': ({ accessKeyId }) => ({
    title: `No identity here has the access key ${accessKeyId}`,
    explanation: 'Latchkey changes keys of the users that it signs in, and of nobody else.',
    action: 'Check the id in the list of keys, or read the user’s keys again.',
  }),
  'key/in-use': ({ accessKeyId, usedBy, isLast }) => ({
    title: `The access key ${maskAccessKeyId(accessKeyId)} is in use`,
    explanation: `${usedBy.join('; ')}.${
      isLast
        ? ' It is the only key of this user that Latchkey has: without it you cannot sign in as the user here any more.'
        : ' That would stop working.'
    } Nothing was changed.`,
    action: isLast
      ? 'Rotate the key instead; then the old one can go.'
      : 'Give them another key first, or insist.',
  }),
  'key/still-active': ({ accessKeyId }) => ({
    title: `The access key ${maskAccessKeyId(accessKeyId)} is still active`,
    explanation:
      'A deleted key never comes back. An inactive one can be activated again if something turns out to need it.',
    action: 'Deactivate it, wait some days, then delete it.',
  }),
  'key/in-rotation': ({ accessKeyId, identity, wayOut }) => ({
    title: `The access key ${maskAccessKeyId(accessKeyId)} is part of a rotation`,
    explanation: `The key of ${identity} is being rotated. The rotation alone changes the user’s keys, so that one always works whose secret is stored. Nothing was changed.`,
    action: WAYS_OUT[wayOut](identity),
  }),
  'key/of-root': ({ accessKeyId }) => ({
    title: `The access key ${maskAccessKeyId(accessKeyId)} belongs to the root user`,
    explanation: 'Latchkey changes keys of IAM users only. Nothing was changed.',
    action: 'Sign in to the console as root, and remove the key under Security credentials.',
  }),
};

const WAYS_OUT: Readonly<
  Record<ErrorFacts['key/in-rotation']['wayOut'], (identity: string) => string>
> = {
  'go-on': (identity) =>
    `Go on with it, latchkey key rotate ${identity}, or go back to the old key with --roll-back.`,
  finish: (identity) =>
    `Delete the key that is out of use with latchkey key rotate ${identity} --finish, or go back to the old one with --roll-back.`,
  'delete-orphan': (identity) =>
    `A key whose secret was lost waits to be deleted: latchkey key rotate ${identity} says which, and the rotation goes on.`,
};
