import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { findKeyOf, readAccessKeyId } from '../key-parameters.ts';
import { readParameters } from '../parameters.ts';

/** AWS deletes an active key as well. */
export const deleteAccessKey: Action = {
  name: 'DeleteAccessKey',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const accessKeyId = readAccessKeyId(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:DeleteAccessKey');
    findKeyOf(call.world, user, accessKeyId).history.push({ kind: 'deleted', atMs: call.nowMs });
    return null;
  },
};
