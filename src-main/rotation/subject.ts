import type { Identity } from '#shared/contract/things.ts';
import { userIdAt } from '../identities/user-id.ts';
import type { State } from '../state/state-document.ts';
import { findEndpoint } from '../targets/targets.ts';
import type { Journal } from './facts.ts';

/** Whose key it is. */
export interface Subject {
  readonly accountId: string;
  readonly userName: string;
}

/** The identities that sign in with one of these keys of a user, in the same AWS under whatever endpoint. */
export function identitiesWith(
  state: State,
  whose: Pick<Journal, 'id' | 'accountId' | 'userName'>,
  keyIds: readonly string[],
): readonly Identity[] {
  return state.identities.filter(
    (identity) =>
      keyIds.includes(identity.accessKeyId) &&
      // Its own account and user may not be known yet: a key has but one.
      userIdAt(findEndpoint(state, identity.endpoint), whose) === whose.id,
  );
}

/** The identities that sign in as that user, with whatever key. */
export function identitiesOfUser(
  state: State,
  { id, accountId, userName }: Pick<Journal, 'id' | 'accountId' | 'userName'>,
): readonly string[] {
  return state.identities
    .filter(
      (identity) =>
        identity.accountId === accountId &&
        identity.userName === userName &&
        userIdAt(findEndpoint(state, identity.endpoint), { accountId, userName }) === id,
    )
    .map(({ name }) => name);
}

/** The identities that sign in with a user's key at other endpoints: no rotation of that user moves them over. */
export function identitiesElsewhere(
  state: State,
  whose: Parameters<typeof identitiesWith>[1],
  accessKeyId: string,
): readonly string[] {
  const moving = identitiesWith(state, whose, [accessKeyId]);
  return state.identities
    .filter((identity) => identity.accessKeyId === accessKeyId && !moving.includes(identity))
    .map(({ name }) => name);
}
