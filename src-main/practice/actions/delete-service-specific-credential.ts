import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { readParameters } from '../parameters.ts';
import { findServiceCredentialOf, readServiceCredentialId } from '../service-credentials.ts';

export const deleteServiceSpecificCredential: Action = {
  name: 'DeleteServiceSpecificCredential',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const id = readServiceCredentialId(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:DeleteServiceSpecificCredential');
    call.world.serviceCredentials.delete(findServiceCredentialOf(call.world, user, id).id);
    return null;
  },
};
