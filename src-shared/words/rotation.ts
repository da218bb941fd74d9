import type { Rotation, RotationStep } from '#shared/contract/things.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { RotationFinding } from '#shared/contract/rotation.ts';

type Named = Pick<Rotation, 'oldKeyId' | 'newKeyId' | 'direction'>;

/** A step that was taken, in one line. */
export const STEP_WORDS: Readonly<Record<RotationStep, (rotation: Named) => string>> = {
  create: (rotation) => `AWS made the new key ${shown(rotation.newKeyId)}`,
  store: () => 'Its secret is in the vault, and was read back',
  prove: () => 'AWS knows it everywhere we asked',
  switch: (rotation) => `Latchkey uses it in the place of ${shown(rotation.oldKeyId)}`,
  deactivate: (rotation) => `The old key ${shown(rotation.oldKeyId)} is inactive`,
  delete: (rotation) => `The old key ${shown(rotation.oldKeyId)} is deleted`,
};

/**
 * Where it stands, and what is to be done: some sentences for a person. `momentText`: how a moment is said there,
 * after “until”.
 */
export function standingOf(
  rotation: Rotation,
  momentText: (instant: string) => string = (instant) => instant,
): string {
  const { leftSessions } = rotation;
  const where = whereItIs(rotation, momentText);
  if (leftSessions.length === 0) return where;
  const goes = leftSessions.length === 1 ? 'goes' : 'go';
  return `${where} ${leftSessions.join(', ')} ${goes} on with keys made from the old one until they end.`;
}

function whereItIs(rotation: Rotation, momentText: (instant: string) => string): string {
  const { oldKeyId, newKeyId, identities } = rotation;
  const who = identities[0] ?? rotation.userName;
  const [oldKey, newKey] = [shown(oldKeyId), shown(newKeyId)];
  if (rotation.state === 'done')
    return `Done: ${who} signs in with ${newKey}, and ${oldKey} is deleted.`;
  if (rotation.state === 'rolled-back')
    return newKeyId === null
      ? `Nothing was changed: ${who} signs in with ${oldKey}.`
      : `Rolled back: ${who} signs in with ${oldKey}, and ${newKey} is deleted.`;
  if (rotation.state === 'running') return `The access key of ${who} is being rotated.`;
  switch (rotation.waitsFor) {
    case 'grace':
      return `${who} signs in with ${newKey}. ${oldKey} is inactive and kept until ${rotation.graceEndsAt === null ? '' : momentText(rotation.graceEndsAt)}${rotation.deletesItself ? ', then deleted' : ''}; until then one can go back.`;
    case 'orphan':
      return `A key whose secret was lost takes the second place: ${rotation.orphan?.accessKeyId ?? ''}. Delete it, and the rotation goes on. ${oldKey} works as before.`;
    case 'person':
      return rotation.direction === 'back'
        ? `${who} signs in with ${oldKey} again. ${newKey} is inactive, and waits to be deleted.`
        : isDeactivated(rotation)
          ? `${who} signs in with ${newKey}. ${oldKey} is inactive, and waits to be deleted.`
          : `${who} signs in with ${newKey}. ${oldKey} is still active.`;
    case 'update':
      return `How far the rotation of the access key of ${who} is, only the newer Latchkey knows.`;
    case 'code':
    case 'aws':
    case 'itself':
    case 'again':
    case null:
      return whatWorks(rotation);
  }
}

/** How far the new key is proven. */
export function proofWords({
  sts,
  iam,
  neededSuccesses,
  seconds,
  neededSeconds,
}: NonNullable<Rotation['proof']>): string {
  return `${sts} of ${neededSuccesses} on STS, ${iam} of ${neededSuccesses} on IAM, ${seconds} of ${neededSeconds} s`;
}

/** What to look for beforehand, where nothing stands against it. */
export const FINDING_WORDS: Readonly<Record<RotationFinding['about'], string>> = {
  user: 'It is the key of an IAM user',
  keys: 'There is room for a second key',
  permission: 'The user has the permissions',
  mfa: 'No code has to be typed',
  clock: 'The clock is right',
  vault: 'The vault keeps what it is given',
  others: 'The key stands in no file',
  elsewhere: 'Nothing here uses it by way of another endpoint',
};

function whatWorks(rotation: Rotation): string {
  const at = (step: RotationStep) => rotation.steps.find((one) => one.step === step)?.at ?? null;
  const [oldKey, newKey] = [shown(rotation.oldKeyId), shown(rotation.newKeyId)];
  const isPaused = rotation.failure?.code === 'rotation/paused';
  const goOn = isPaused ? 'It rests until you go on.' : 'The rotation goes on from there.';
  if (rotation.newKeyId === null) return `${oldKey} is in use as before. ${goOn}`;
  if (at('store') === null)
    return `${oldKey} is in use as before; the secret of ${newKey} is kept in Latchkey’s encrypted file. ${goOn}`;
  if (at('switch') === null)
    return `${oldKey} is in use as before; ${newKey} is stored and waits. ${goOn}`;
  return `${newKey} is in use; ${oldKey} is ${isDeactivated(rotation) ? 'inactive' : 'still active'}. ${goOn}`;
}

function isDeactivated({ steps }: Rotation): boolean {
  return steps.some(({ step, at }) => step === 'deactivate' && at !== null);
}

function shown(accessKeyId: string | null): string {
  return accessKeyId === null ? 'the new key' : maskAccessKeyId(accessKeyId);
}
