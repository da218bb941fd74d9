import { createHash } from 'node:crypto';
import type { Endpoint, Identity } from '#shared/contract/things.ts';
import type { State } from '../state/state-document.ts';
import { findEndpoint } from '../targets/targets.ts';

/** Whose key it is. */
export interface Subject {
  readonly accountId: string;
  readonly userName: string;
}

/** Says which user of which AWS, opaquely: identities that share a user share its rotation. */
export function rotationId(endpoint: Endpoint, { accountId, userName }: Subject): string {
  const parts = [...addressOf(endpoint), accountId, userName];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The identities with one of these keys, in the same AWS under whatever endpoint. */
export function identitiesWith(
  state: State,
  endpointName: string,
  { accountId, keyIds }: { readonly accountId: string; readonly keyIds: readonly string[] },
): readonly Identity[] {
  const address = JSON.stringify(addressOf(findEndpoint(state, endpointName)));
  return state.identities.filter(
    (identity) =>
      identity.accountId === accountId &&
      keyIds.includes(identity.accessKeyId) &&
      JSON.stringify(addressOf(findEndpoint(state, identity.endpoint))) === address,
  );
}

/** Two endpoints with the same one call the same AWS; IAM has no Regions. */
function addressOf({ partition, stsUrl, iamUrl }: Endpoint): readonly (string | null)[] {
  return [partition, stsUrl, iamUrl];
}
