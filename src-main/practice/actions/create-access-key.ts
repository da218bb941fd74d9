import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { limitExceeded } from '../aws-error.ts';
import { keysOfUser } from '../key-history.ts';
import { randomLetters, randomSecret } from '../random-values.ts';

/** Inactive keys count, too. */
const MAXIMUM_KEYS = 2;

/** Not idempotent: each call that reaches AWS makes one more. The secret is in this reply alone. */
export const createAccessKey: Action = {
  name: 'CreateAccessKey',
  service: 'iam',
  run(call) {
    const { world, nowMs } = call;
    const owner = authorizeOnUser(call, 'iam:CreateAccessKey');
    if (keysOfUser(world, owner).length >= MAXIMUM_KEYS)
      throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MAXIMUM_KEYS}`);
    const accessKeyId = `AKIA${randomLetters(16)}`;
    const secretAccessKey = randomSecret();
    world.keys.set(accessKeyId, {
      accessKeyId,
      secretAccessKey,
      owner,
      createdAtMs: nowMs,
      history: [{ kind: 'created', atMs: nowMs }],
      lastUsed: null,
    });
    return {
      AccessKey: {
        UserName: owner.kind === 'root' ? null : owner.userName,
        AccessKeyId: accessKeyId,
        Status: 'Active',
        SecretAccessKey: secretAccessKey,
        CreateDate: new Date(nowMs),
      },
    };
  },
};
