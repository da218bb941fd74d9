import type { Action } from '../action.ts';
import { namesOf } from '../principal.ts';

/** Needs no permission, whoever calls. */
export const getCallerIdentity: Action = {
  name: 'GetCallerIdentity',
  service: 'sts',
  run({ caller }) {
    const { arn, userId, accountId } = namesOf(caller.principal);
    return { Arn: arn, UserId: userId, Account: accountId };
  },
};
