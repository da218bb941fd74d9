import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { invalidInput } from '../aws-error.ts';
import { statusOf } from '../key-history.ts';
import { findKeyOf, readAccessKeyId } from '../key-parameters.ts';
import { readParameters } from '../parameters.ts';

/** Deactivates a key or activates it again. As AWS's model has it, every session must name the user. */
export const updateAccessKey: Action = {
  name: 'UpdateAccessKey',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const accessKeyId = readAccessKeyId(read);
    const status = read.requiredChoice('Status', ['Active', 'Inactive', 'Expired']);
    read.check();
    const user = authorizeOnUser(call, 'iam:UpdateAccessKey', { sessionsMustName: true });
    const key = findKeyOf(call.world, user, accessKeyId);
    // The model has the value and the error and says no more of either.
    if (status === 'Expired' || statusOf(key) === 'Expired')
      throw invalidInput('The status Expired can neither be set nor changed.');
    if (status === statusOf(key)) return null;
    const kind = status === 'Active' ? 'activated' : 'deactivated';
    key.history.push({ kind, atMs: call.nowMs });
    return null;
  },
};
