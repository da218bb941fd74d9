import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { userXml } from '../user-xml.ts';

export const getUser: Action = {
  name: 'GetUser',
  service: 'iam',
  run(call) {
    return { User: userXml(authorizeOnUser(call, 'iam:GetUser')) };
  },
};
