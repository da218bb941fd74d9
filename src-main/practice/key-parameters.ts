import { invalidInput, noSuchEntity } from './aws-error.ts';
import { keysOfUser } from './key-history.ts';
import type { ParameterReader } from './parameters.ts';
import type { AccessKey, KeyStatus, User, World } from './world.ts';

/** The id of a key, as every call names and limits it. */
export function readAccessKeyId(read: ParameterReader): string {
  return read.requiredText('AccessKeyId', { min: 16, max: 128, pattern: String.raw`[\w]+` });
}

/** The three statuses of AWS's model, of which `Expired` can neither be set nor changed: it says no more. */
export function readStatus(read: ParameterReader): KeyStatus {
  return read.requiredChoice('Status', ['Active', 'Inactive', 'Expired']);
}

/** Refuses what `readStatus` says of `Expired`. */
export function checkStatusChange(from: KeyStatus | null, to: KeyStatus): void {
  if (from === 'Expired' || to === 'Expired')
    throw invalidInput('The status Expired can neither be set nor changed.');
}

/** The user's key of that id; throws AWS's refusal where the user has none. */
export function findKeyOf(world: World, user: User, accessKeyId: string): AccessKey {
  const key = keysOfUser(world, user).find((other) => other.accessKeyId === accessKeyId);
  if (key === undefined)
    throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  return key;
}
