import type { Endpoint, Identity } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import type { Credentials } from '../aws/aws.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';

export interface MfaNeeded {
  readonly kind: 'mfa-needed';
  readonly identity: string;
  readonly serial: string;
}

/** An IAM user who asks about themselves, and with what. */
export interface CallingUser {
  readonly identity: Identity;
  readonly userName: string;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
}

/**
 * Does something as the user of an identity. The root user has none of it: `aws/iam-user-needed`, with the
 * call that it is for.
 */
export type AsUser = <T>(
  identity: string,
  mfaCode: string | undefined,
  action: string,
  work: (user: CallingUser) => Promise<T>,
) => Promise<T | MfaNeeded>;

export function createAsUser({
  state,
  iam,
}: {
  readonly state: Pick<StateStore, 'current'>;
  readonly iam: Pick<IamCredentials, 'obtain'>;
}): AsUser {
  return async (name, mfaCode, action, work) => {
    const identity = findIdentity(state.current(), name);
    const { userName } = identity;
    if (userName === null) throw new AppError('aws/iam-user-needed', { action });
    const obtained = await iam.obtain(identity, { mfaCode });
    if (obtained.kind === 'mfa-needed') return { ...obtained, identity: name };
    const endpoint = findEndpoint(state.current(), identity.endpoint);
    return work({ identity, userName, endpoint, credentials: obtained.credentials });
  };
}
