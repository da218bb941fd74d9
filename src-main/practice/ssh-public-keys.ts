import { noSuchEntity } from './aws-error.ts';
import type { ParameterReader } from './parameters.ts';
import type { SshPublicKey, User, World } from './world.ts';

export function readSshPublicKeyId(read: ParameterReader): string {
  return read.requiredText('SSHPublicKeyId', { min: 20, max: 128, pattern: String.raw`[\w]+` });
}

export function findSshPublicKeyOf(world: World, user: User, id: string): SshPublicKey {
  const key = world.sshPublicKeys.get(id);
  if (key?.owner !== user) throw noSuchEntity(`The Public Key with id ${id} cannot be found.`);
  return key;
}
