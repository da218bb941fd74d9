import type { ErrorCode, ErrorFacts } from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { Words } from './words.ts';

type RotationErrorCode = Extract<ErrorCode, `rotation/${string}`>;

/** What stands against a rotation, or holds it up. Each says what still works. */
export const ROTATION_ERROR_WORDS: {
  readonly [C in RotationErrorCode]: (facts: ErrorFacts[C]) => Words;
} = {
  'rotation/running': ({ userName }) => ({
    title: `The access key of ${userName} is being rotated already`,
    explanation: 'Another Latchkey is at it. Two at once could leave you with neither key.',
    action: 'Wait for it to finish; it shows its steps where it was started.',
  }),
  'rotation/newer': ({ userName }) => ({
    title: `A newer Latchkey has rotated the access key of ${userName}, or is at it`,
    explanation:
      'What it has put on record is not all known to this version, which leaves both keys and the record as they are.',
    action: 'Update Latchkey.',
  }),
  'rotation/two-keys': ({ userName, otherKeyId, status, createdAt, lastUsedAt }) => ({
    title: `${userName} already has two access keys`,
    explanation: `AWS allows two, so there is no place for a new one. The other one, ${maskAccessKeyId(otherKeyId)}, is ${status.toLowerCase()}, was made on ${dayOf(createdAt)} and ${lastUsedAt === null ? 'shows no use' : `was last used on ${dayOf(lastUsedAt)}`}. Nothing was changed.`,
    action: `Delete it if nothing needs it: latchkey key delete ${otherKeyId}. Then rotate again.`,
  }),
  'rotation/key-inactive': ({ accessKeyId }) => ({
    title: `The access key ${maskAccessKeyId(accessKeyId)} is inactive`,
    explanation: 'AWS does not take it, so it cannot make its successor. Nothing was changed.',
    action: 'Have it activated with another key or in the console, then rotate again.',
  }),
  'rotation/not-known-beforehand': ({ actions }) => ({
    title: 'Some permissions show only at their step',
    explanation: `AWS does not tell beforehand whether it allows ${eitherOf(actions)}. If it refuses one, the rotation stops there, and a key that works stays in use.`,
    action: 'Nothing to do; an administrator can tell whether the user has them.',
  }),
  'rotation/denied': ({ action, userName, newKeyId }) => ({
    title: `AWS does not allow ${userName} ${DENIED[action]?.what ?? action}`,
    explanation: `${action} is denied. ${DENIED[action]?.left(newKeyId) ?? ''}`.trim(),
    action: `Ask an administrator to allow ${action} for this user, or to do it for you; then go on with the rotation.`,
  }),
  'rotation/paused': () => ({
    title: 'Somebody stopped the rotation before its end',
    explanation: 'Everything that was done is on record, and a key that works is in use.',
    action: 'Go on with the rotation when you like, or go back to the old key.',
  }),
  'rotation/not-proven': ({ accessKeyId, seconds }) => ({
    title: 'The access key does not answer everywhere yet',
    explanation: `${maskAccessKeyId(accessKeyId)} did not work for ${seconds} seconds. AWS spreads changes of keys slowly, or somebody has deactivated or deleted it. Its secret is stored, and the other key is left as it is.`,
    action:
      'Go on with the rotation in some minutes. If that does not help, look at the key in the console.',
  }),
  'rotation/old-key-in-use': ({ accessKeyId, service, at }) => ({
    title: 'Something else still uses the old access key',
    explanation: `${maskAccessKeyId(accessKeyId)} was used for ${service} at ${timeOf(at)}, after everything in Latchkey had been moved to the new key. Whatever that is would stop working. Both keys work now.`,
    action: 'Find it and give it the new key, or go on knowingly.',
  }),
  'rotation/old-key-in-files': ({ accessKeyId, profiles }) => ({
    title: 'The old access key stands in your AWS files',
    explanation: `${maskAccessKeyId(accessKeyId)} is in plain text in ${profiles.length === 1 ? 'the profile' : 'the profiles'} ${profiles.join(', ')}; tools that use ${profiles.length === 1 ? 'it' : 'them'} would stop working when it is deactivated.`,
    action: 'Take it over first (latchkey import), or go on knowingly.',
  }),
  'rotation/old-key-elsewhere': ({ accessKeyId, identities }) => ({
    title: 'The old access key is used by way of another endpoint',
    explanation: `${identities.join(', ')} ${identities.length === 1 ? 'signs' : 'sign'} in with ${maskAccessKeyId(accessKeyId)} too, at another endpoint, and would stop working when it is deactivated. Until then it works.`,
    action: 'Remove what is not needed, or add it again with the new key; or go on knowingly.',
  }),
  'rotation/old-key-active': ({ accessKeyId }) => ({
    title: 'The old access key is active again',
    explanation: `Somebody has activated ${maskAccessKeyId(accessKeyId)} since it was deactivated, so something may need it. It was not deleted.`,
    action: 'Find out what needs it, or delete it knowingly.',
  }),
  'rotation/orphan': ({ accessKeyId, createdAt }) => ({
    title: 'AWS made a key whose secret was lost on its way',
    explanation: `The answer to CreateAccessKey never came. ${accessKeyId}, made at ${timeOf(createdAt)}, is of no use to anybody and takes one of two places. Your old key works as before.`,
    action: 'Delete it, and the rotation goes on.',
  }),
  'rotation/nothing-to-do': ({ identity }) => ({
    title: `There is no rotation of ${identity} for that`,
    explanation: 'It was not begun, or has come to its end, or is not that far.',
    action: `Look at it with latchkey key list ${identity}, or start one.`,
  }),
  'rotation/unfinished': ({ identity, inUse, other, isOtherInactive, isResting, keptUntil }) => ({
    title: `The access key of ${identity} is being rotated`,
    explanation: isResting
      ? `AWS has two access keys of the user: ${inUse} is active and ${other ?? ''} is inactive, ${keptUntil === null ? 'waiting to be deleted' : `kept until ${timeOf(keptUntil)}`}. Without ${identity}, Latchkey forgets the secrets of both and no longer deletes either: they stay in AWS.`
      : `The rotation is in the middle: ${inUse} is in use, and ${other === null ? 'AWS may have made a second key already' : `${other} is ${isOtherInactive ? 'inactive' : 'active'} besides`}. Without ${identity} it cannot go on, Latchkey forgets the secrets of both, and they stay in AWS as they are.`,
    action: isResting
      ? `First end it, with latchkey key rotate ${identity} --finish or --roll-back; or remove ${identity} knowingly.`
      : `First go on with it, latchkey key rotate ${identity}, or go back with --roll-back; or remove ${identity} knowingly.`,
  }),
  'rotation/old-key-gone': ({ accessKeyId }) => ({
    title: 'The old access key is deleted',
    explanation: `There is no ${maskAccessKeyId(accessKeyId)} in AWS any more, so there is no way back to it. The new key works and is in use.`,
    action: 'If the new key does not do, rotate again.',
  }),
};

/** What a denial keeps from happening, and what is left then. */
const DENIED: Readonly<
  Record<string, { readonly what: string; readonly left: (newKeyId: string | null) => string }>
> = {
  'iam:ListAccessKeys': {
    what: 'to list its access keys',
    left: () => 'Without that a key could be lost unnoticed, so nothing was changed.',
  },
  'iam:CreateAccessKey': {
    what: 'to make an access key',
    left: () => 'Nothing was changed; the key in use works as before.',
  },
  'iam:UpdateAccessKey': {
    what: 'to activate or deactivate its access keys',
    left: (newKeyId) => `${bothWork(newKeyId)} The other one is still active, which is unsafe.`,
  },
  'iam:DeleteAccessKey': {
    what: 'to delete its access keys',
    left: (newKeyId) =>
      `${bothWork(newKeyId)} The other one is still there and takes one of two places.`,
  },
};

function bothWork(newKeyId: string | null): string {
  return newKeyId === null
    ? 'The key in use works.'
    : `The new key ${maskAccessKeyId(newKeyId)} works.`;
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function timeOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** `a, b or c`. */
function eitherOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
