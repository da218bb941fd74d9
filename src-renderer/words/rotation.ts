import type { Rotation, RotationStep } from '#shared/contract/things.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { proofWords } from '#shared/words/rotation.ts';
import { knownFailure } from '../api/known-failure.ts';
import { momentWords } from './time.ts';

export const ROTATION_WORDS = {
  title: (identity: string) => `Rotate the access key of ${identity}`,
  checking: 'Looking what stands against it',
  checkLead:
    'Latchkey makes a new key, proves that AWS takes it everywhere, moves everything over, and only then deactivates the old one. Stopped anywhere, a key that works stays in use.',
  findings: 'What was looked at',
  fine: 'What is fine',
  checkAgain: 'Look again',
  goesOver: 'Goes over to the new key',
  deleteOther: (accessKeyId: string) => `Delete ${accessKeyId}…`,
  takeOver: 'Lock it away first…',

  grace: 'The old key',
  graces: {
    ask: {
      label: 'Keep it 7 days, then ask me',
      note: 'It is inactive, and one click goes back to it.',
    },
    day: {
      label: 'Keep it 24 hours, then delete it',
      note: 'One click goes back to it within the day. After that Latchkey deletes it by itself.',
    },
    now: {
      label: 'Delete it at once',
      note: 'As soon as the new key is proven and in use. There is no way back.',
    },
  },
  start: 'Rotate',

  steps: 'Steps',
  todo: {
    create: 'Make a new key',
    store: 'Put its secret into the vault, and read it back',
    prove: 'Prove that AWS knows it everywhere',
    switch: 'Move everything over to it',
    deactivate: 'Deactivate the old key',
    delete: 'Delete the old key',
  } satisfies Record<RotationStep, string>,
  running: {
    forward: 'The key is being rotated.',
    back: 'Going back to the old key.',
  } satisfies Record<Rotation['direction'], string>,
  closeHint: 'This may be closed: it goes on, and the Keys view shows how far it has come.',

  code: (device: string) => `Code from ${device}`,
  codeText: 'AWS lets this user change its keys with an MFA code only. Nothing is lost meanwhile.',
  codeDo: 'Use the code',

  actions: {
    'go-on': 'Go on',
    insist: 'Go on all the same',
    'delete-orphan': 'Delete it and go on',
    finish: 'Delete it now…',
    'roll-back': 'Roll back…',
  },
  stop: 'Stop for now',
  notNow: 'Not now',
  rollBackTitle: 'Back to the old key?',
  rollBackText: (oldKey: string, newKey: string) =>
    `${oldKey} is activated, proven and used again everywhere; ${newKey} is deactivated.`,
  rollBackDelete: 'Delete the new key after that',
  rollBackDo: 'Roll back',
  finishTitle: (key: string) => `Delete ${key} for ever?`,
  finishText: 'There is no way back to it after that.',
  finishDo: 'Delete it',
  orphanTitle: 'A key whose secret was lost',
  orphanText: (accessKeyId: string, moment: string) =>
    `AWS made ${accessKeyId} ${moment}, and the answer never came. Nobody can use it, and it takes the second place. Delete it, and the rotation goes on; the old key works as before.`,
  insistTitle: 'Go on all the same?',
  line: (identity: string) => `Rotation of ${identity}`,
  show: 'Show…',
} as const;

/** How far a rotation is, in the line above the keys. */
export function rotationLine(rotation: Rotation, nowMs: number): string {
  const { proof, waitsFor, orphan, graceEndsAt, direction, deletesItself } = rotation;
  const out = maskAccessKeyId(
    direction === 'back' ? (rotation.newKeyId ?? rotation.oldKeyId) : rotation.oldKeyId,
  );
  if (rotation.state === 'running') {
    return proof === null
      ? ROTATION_WORDS.running[direction]
      : `Proving the new key: ${proofWords(proof)}.`;
  }
  switch (waitsFor) {
    case 'grace':
      return `Rotated. The old key ${out} is inactive and kept until ${graceEndsAt === null ? '' : untilWords(graceEndsAt, nowMs)}${deletesItself ? ', then deleted' : ''}.`;
    case 'orphan':
      return `The rotation waits: the secret of ${maskAccessKeyId(orphan?.accessKeyId ?? '')} was lost on its way.`;
    case 'code':
      return 'The rotation waits for an MFA code.';
    case 'aws':
      return 'The rotation waits until AWS knows the new key everywhere.';
    case 'itself':
      return rotation.failure === null
        ? 'The rotation was interrupted, and goes on by itself.'
        : `The rotation goes on by itself when it can: ${wordsOf(knownFailure(rotation.failure)).title}.`;
    case 'update':
      return 'A newer Latchkey is at this rotation. Update Latchkey to see it.';
    case 'person':
    case 'again':
    case null:
      if (rotation.failure?.code === 'rotation/paused')
        return 'The rotation was stopped, and rests until you go on.';
      return rotation.failure === null
        ? `${out} is inactive, and waits to be deleted.`
        : `The rotation has stopped: ${wordsOf(knownFailure(rotation.failure)).title}.`;
  }
}

/** A moment after “until”. */
export function untilWords(instant: string, nowMs: number): string {
  return momentWords(instant, nowMs).replace(/^at /, '');
}
