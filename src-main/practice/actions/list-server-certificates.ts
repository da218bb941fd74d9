import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { pageOf } from '../paging.ts';
import { readParameters } from '../parameters.ts';
import { namesOf } from '../principal.ts';

/** Of the account. Those that are over are listed too. */
export const listServerCertificates: Action = {
  name: 'ListServerCertificates',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const pattern = String.raw`\u002F[\u0021-\u007F]*`;
    const prefix = read.text('PathPrefix', { min: 1, max: 512, pattern }) ?? '/';
    read.check();
    authorizeIam(call, { action: 'iam:ListServerCertificates', resource: '*', shownAs: '*' });
    const { accountId } = namesOf(call.caller.principal);
    const certificates = [...call.world.serverCertificates.values()].filter(
      (each) => each.accountId === accountId && each.path.startsWith(prefix),
    );
    const page = pageOf(certificates, call.parameters);
    return {
      ServerCertificateMetadataList: page.items.map((each) => ({
        Path: each.path,
        ServerCertificateName: each.name,
        ServerCertificateId: each.id,
        Arn: each.arn,
        UploadDate: new Date(each.uploadedAtMs),
        Expiration: new Date(each.expiresAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
