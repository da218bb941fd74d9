import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, failureOf, isAppError, type Failure } from '#shared/errors.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { secretOf } from '#shared/secret.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { lastUseIfTold } from './last-use.ts';
import type { Gathered, KeyInPlace } from './preflight.ts';

/** Learns what stands against a rotation, by nothing that changes anything. Throws what keeps AWS from being asked. */
export type Gather = (asked: Asked) => Promise<Gathered>;

export function createGather(deps: {
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly profilesWithKey: (accessKeyId: string) => Promise<readonly string[]>;
  readonly skew: ClockSkew;
}): Gather {
  const { aws, secrets, skew } = deps;

  const keysOf = async (
    { endpoint, identity, credentials, deleted }: Asked,
    userName: string,
  ): Promise<readonly KeyInPlace[] | Failure> => {
    try {
      const listed = await aws.listAccessKeys(endpoint, credentials, userName);
      const keys = listed.filter(({ accessKeyId }) => !deleted.includes(accessKeyId));
      const known = await Promise.all(
        keys.map(async (key) => ({
          ...key,
          lastUsed: await lastUseIfTold(aws, endpoint, credentials, key.accessKeyId),
        })),
      );
      const isOther = (key: KeyInPlace) => Number(key.accessKeyId !== identity.accessKeyId);
      return known.toSorted((a, b) => isOther(a) - isOther(b));
    } catch (error) {
      // Without the list a key that is lost could not be found again.
      if (isAppError(error, 'aws/access-denied'))
        return failureOf(
          new AppError('rotation/denied', {
            action: error.facts.action,
            userName,
            newKeyId: null,
          }),
        );
      throw error;
    }
  };

  /** Writes what is there already, and reads it back. */
  const vaultFailure = async (): Promise<Failure | null> => {
    try {
      const canary = (await secrets.get('canary')) ?? secretOf('latchkey');
      await secrets.put('canary', canary);
      if ((await secrets.get('canary'))?.reveal() === canary.reveal()) return null;
      return failureOf(
        new AppError('vault/not-kept', { backend: secrets.kind, item: 'a trial item' }),
      );
    } catch (error) {
      if (isAppError(error)) return failureOf(error);
      throw error;
    }
  };

  return async (asked) => {
    const { identity, codeNeeded, identitiesElsewhere } = asked;
    return {
      identity,
      codeNeeded,
      identitiesElsewhere,
      keys: identity.userName === null ? [] : await keysOf(asked, identity.userName),
      vaultFailure: await vaultFailure(),
      profilesWithKey: await deps.profilesWithKey(identity.accessKeyId),
      // By the replies just now.
      skewMs: skew.skewMs(),
    };
  };
}

interface Asked extends Pick<Gathered, 'identity' | 'codeNeeded' | 'identitiesElsewhere'> {
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  /** Keys that are deleted, and may still be listed. */
  readonly deleted: readonly string[];
}
