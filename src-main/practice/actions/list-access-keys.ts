import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { pageOf } from '../paging.ts';

/** Inactive keys are listed too. As AWS's model has it, every session must name the user. */
export const listAccessKeys: Action = {
  name: 'ListAccessKeys',
  service: 'iam',
  run(call) {
    const user = authorizeOnUser(call, 'iam:ListAccessKeys', { sessionsMustName: true });
    const keys = [...call.world.keys.values()]
      .filter(({ owner }) => owner === user)
      .map((key) => ({ ...key, status: call.server.listedStatusOf(key, call.nowMs) }))
      .filter(({ status }) => status !== null);
    const page = pageOf(keys, call.parameters);
    return {
      AccessKeyMetadata: page.items.map((key) => ({
        UserName: user.kind === 'root' ? null : user.userName,
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        CreateDate: new Date(key.createdAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
