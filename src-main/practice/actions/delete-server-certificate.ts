import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { deleteConflict, noSuchEntity } from '../aws-error.ts';
import { readParameters } from '../parameters.ts';
import { namesOf } from '../principal.ts';

/** Not while something uses it. */
export const deleteServerCertificate: Action = {
  name: 'DeleteServerCertificate',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const rule = { min: 1, max: 128, pattern: String.raw`[\w+=,.@-]+` };
    const name = read.requiredText('ServerCertificateName', rule);
    read.check();
    const { accountId } = namesOf(call.caller.principal);
    const certificate = [...call.world.serverCertificates.values()].find(
      (each) => each.accountId === accountId && each.name === name,
    );
    authorizeIam(call, {
      action: 'iam:DeleteServerCertificate',
      resource: certificate?.arn ?? '*',
      shownAs: certificate?.arn ?? name,
    });
    if (certificate === undefined)
      throw noSuchEntity(`The Server Certificate with name ${name} cannot be found.`);
    const { arn, id, inUseBy } = certificate;
    if (inUseBy !== null)
      throw deleteConflict(
        `Certificate: ${id} is currently in use by ${inUseBy}. Please remove it first before deleting it from IAM.`,
      );
    call.world.serverCertificates.delete(arn);
    return null;
  },
};
