import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';

export const getUser: Action = {
  name: 'GetUser',
  service: 'iam',
  run(call) {
    const user = authorizeOnUser(call, 'iam:GetUser');
    const isRoot = user.kind === 'root';
    return {
      User: {
        Path: isRoot ? null : '/',
        UserName: isRoot ? null : user.userName,
        UserId: user.userId,
        Arn: user.arn,
        CreateDate: new Date(user.createdAtMs),
      },
    };
  },
};
