import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { accessDenied } from '../aws-error.ts';
import { readAccessKeyId } from '../key-parameters.ts';
import { statusOf } from '../key-history.ts';
import { readParameters } from '../parameters.ts';
import { namesOf } from '../principal.ts';

const MINUTE_MS = 60_000;

export const getAccessKeyLastUsed: Action = {
  name: 'GetAccessKeyLastUsed',
  service: 'iam',
  run(call) {
    const action = 'iam:GetAccessKeyLastUsed';
    const read = readParameters(call.parameters);
    const accessKeyId = readAccessKeyId(read);
    read.check();
    const { arn, accountId } = namesOf(call.caller.principal);
    const key = call.world.keys.get(accessKeyId);
    const shownAs = `access key ${accessKeyId}`;
    // IAM tells nobody whether a key exists elsewhere.
    const isOurs = key !== undefined && statusOf(key) !== null && key.owner.accountId === accountId;
    authorizeIam(call, { action, resource: isOurs ? key.owner.arn : '*', shownAs });
    if (!isOurs)
      throw accessDenied(
        `User: ${arn} is not authorized to perform: ${action} on resource: ${shownAs}`,
      );
    const { owner, lastUsed } = key;
    return {
      UserName: owner.kind === 'root' ? null : owner.userName,
      AccessKeyLastUsed: {
        // To the minute, as AWS gives it.
        LastUsedDate: lastUsed && new Date(Math.floor(lastUsed.atMs / MINUTE_MS) * MINUTE_MS),
        ServiceName: lastUsed?.service ?? 'N/A',
        Region: lastUsed?.region ?? 'N/A',
      },
    };
  },
};
