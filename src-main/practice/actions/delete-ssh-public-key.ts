import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { readParameters } from '../parameters.ts';
import { findSshPublicKeyOf, readSshPublicKeyId } from '../ssh-public-keys.ts';

export const deleteSshPublicKey: Action = {
  name: 'DeleteSSHPublicKey',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const id = readSshPublicKeyId(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:DeleteSSHPublicKey');
    call.world.sshPublicKeys.delete(findSshPublicKeyOf(call.world, user, id).id);
    return null;
  },
};
