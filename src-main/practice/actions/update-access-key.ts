import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { statusOf } from '../key-history.ts';
import { checkStatusChange, findKeyOf, readAccessKeyId, readStatus } from '../key-parameters.ts';
import { readParameters } from '../parameters.ts';

/** Deactivates a key or activates it again. As AWS's model has it, every session must name the user. */
export const updateAccessKey: Action = {
  name: 'UpdateAccessKey',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const accessKeyId = readAccessKeyId(read);
    const status = readStatus(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:UpdateAccessKey', { sessionsMustName: true });
    const key = findKeyOf(call.world, user, accessKeyId);
    checkStatusChange(statusOf(key), status);
    if (status === statusOf(key)) return null;
    const kind = status === 'Active' ? 'activated' : 'deactivated';
    key.history.push({ kind, atMs: call.nowMs });
    return null;
  },
};
