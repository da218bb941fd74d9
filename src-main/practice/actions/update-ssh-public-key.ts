import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { checkStatusChange, readStatus } from '../key-parameters.ts';
import { readParameters } from '../parameters.ts';
import { findSshPublicKeyOf, readSshPublicKeyId } from '../ssh-public-keys.ts';

export const updateSshPublicKey: Action = {
  name: 'UpdateSSHPublicKey',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const id = readSshPublicKeyId(read);
    const status = readStatus(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:UpdateSSHPublicKey');
    const key = findSshPublicKeyOf(call.world, user, id);
    checkStatusChange(key.status, status);
    key.status = status;
    return null;
  },
};
