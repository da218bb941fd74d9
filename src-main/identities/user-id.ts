import { createHash } from 'node:crypto';
import type { Endpoint, Identity } from '#shared/contract/things.ts';
import type { State } from '../state/state-document.ts';
import { findEndpoint } from '../targets/targets.ts';

/** Says which user of which AWS, opaquely and for ever. Two endpoints with the same addresses are the same AWS. */
export function userIdAt(
  endpoint: Endpoint,
  { accountId, userName }: Pick<Identity, 'accountId' | 'userName'>,
): string {
  const parts = [...addressOf(endpoint), accountId, userName];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The same of an identity's user. */
export function userIdOf(state: State, identity: Identity): string {
  return userIdAt(findEndpoint(state, identity.endpoint), identity);
}

/** IAM has no Regions. */
function addressOf({ partition, stsUrl, iamUrl }: Endpoint): readonly (string | null)[] {
  return [partition, stsUrl, iamUrl];
}
