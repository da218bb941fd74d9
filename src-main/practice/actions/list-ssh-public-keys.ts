import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { pageOf } from '../paging.ts';

export const listSshPublicKeys: Action = {
  name: 'ListSSHPublicKeys',
  service: 'iam',
  run(call) {
    const user = authorizeOnUser(call, 'iam:ListSSHPublicKeys');
    const keys = [...call.world.sshPublicKeys.values()].filter(({ owner }) => owner === user);
    const page = pageOf(keys, call.parameters);
    return {
      SSHPublicKeys: page.items.map((key) => ({
        UserName: user.userName,
        SSHPublicKeyId: key.id,
        Status: key.status,
        UploadDate: new Date(key.uploadedAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
