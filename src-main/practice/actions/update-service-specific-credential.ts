import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { checkStatusChange, readStatus } from '../key-parameters.ts';
import { readParameters } from '../parameters.ts';
import { findServiceCredentialOf, readServiceCredentialId } from '../service-credentials.ts';

export const updateServiceSpecificCredential: Action = {
  name: 'UpdateServiceSpecificCredential',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const id = readServiceCredentialId(read);
    const status = readStatus(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:UpdateServiceSpecificCredential');
    const credential = findServiceCredentialOf(call.world, user, id);
    checkStatusChange(credential.status, status);
    credential.status = status;
    return null;
  },
};
