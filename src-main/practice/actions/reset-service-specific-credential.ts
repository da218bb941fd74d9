import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { readParameters } from '../parameters.ts';
import { randomSecret } from '../random-values.ts';
import {
  findServiceCredentialOf,
  hasApiKey,
  readServiceCredentialId,
  serviceCredentialXml,
} from '../service-credentials.ts';

/** A new secret, which is in this reply alone. The old one is over at once. */
export const resetServiceSpecificCredential: Action = {
  name: 'ResetServiceSpecificCredential',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const id = readServiceCredentialId(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:ResetServiceSpecificCredential');
    const credential = findServiceCredentialOf(call.world, user, id);
    const secret = hasApiKey(credential) ? 'ServiceCredentialSecret' : 'ServicePassword';
    return {
      ServiceSpecificCredential: {
        ...serviceCredentialXml(credential),
        [secret]: randomSecret(),
      },
    };
  },
};
