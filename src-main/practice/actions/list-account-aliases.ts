import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { pageOf } from '../paging.ts';
import { namesOf } from '../principal.ts';

/** An account has one alias or none. */
export const listAccountAliases: Action = {
  name: 'ListAccountAliases',
  service: 'iam',
  run(call) {
    authorizeIam(call, { action: 'iam:ListAccountAliases', resource: '*', shownAs: '*' });
    const account = call.world.accounts.get(namesOf(call.caller.principal).accountId);
    const aliases = [account?.alias ?? null].filter((alias) => alias !== null);
    const page = pageOf(aliases, call.parameters);
    return { AccountAliases: page.items, IsTruncated: page.isTruncated, Marker: page.marker };
  },
};
