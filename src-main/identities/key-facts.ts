import { parseArn } from '#shared/arn.ts';
import { type AppError, isAppError } from '#shared/errors.ts';
import type { Endpoint, KeyInventory } from '#shared/contract/things.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import { readInventory } from '../keys/read-inventory.ts';

/** What AWS tells about an access key. Null: the user may not ask, which is common and no failure. */
export interface KeyFacts {
  readonly accountId: string;
  readonly arn: string;
  /** Null for the root user. */
  readonly userName: string | null;
  readonly accountAlias: string | null;
  /** Null where AWS could not be asked for it just now. */
  readonly keys: KeyInventory | null;
  readonly mfaSerials: readonly string[] | null;
  /** Why the devices are unknown, where AWS could not be asked for them just now. */
  readonly devicesOutage: AppError | null;
}

/** Proves a key with GetCallerIdentity, which needs no permission, and asks IAM for what it will tell. */
export async function learnKeyFacts(
  aws: Aws,
  endpoint: Endpoint,
  credentials: Credentials,
  nowMs: number,
): Promise<KeyFacts> {
  const { accountId, arn } = await aws.getCallerIdentity(endpoint, credentials);
  const userName = userNameOf(arn);
  const { accessKeyId } = credentials;
  const [accountAlias, { inventory, outage }] = await Promise.all([
    ifAllowed(aws.getAccountAlias(endpoint, credentials)),
    readInventory(aws, endpoint, credentials, { userName, accessKeyId, nowMs }),
  ]);
  return {
    accountId,
    arn,
    userName,
    accountAlias,
    keys: outage === null ? inventory : null,
    mfaSerials: inventory.mfaDevices,
    devicesOutage: inventory.mfaDevices === null ? outage : null,
  };
}

/** `arn:aws:iam::123456789012:user/path/dana` is dana; the root user's ARN ends in `:root`. */
export function userNameOf(arn: string): string | null {
  const resource = parseArn(arn)?.resource ?? '';
  return resource === 'root' ? null : resource.slice(resource.lastIndexOf('/') + 1);
}

/**
 * IAM answers a caller whose policy asks for MFA with a denial, and some endpoints have no IAM at
 * all. The key is proven either way, so these facts are then unknown.
 */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('aws/')) return null;
    throw error;
  }
}
