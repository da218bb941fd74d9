import type { Endpoint } from '#shared/contract/things.ts';
import type { Secret } from '#shared/secret.ts';
import type { Credentials } from './aws.ts';

export interface AccessKeyMetadata {
  readonly accessKeyId: string;
  /** `Active` or `Inactive`; AWS also names `Expired`. */
  readonly status: string;
  readonly createdAtMs: number;
}

/** An access key of a user. IAM would find the user of a long-term key, but not of a session (contracts.md §4.1). */
export interface AccessKeyOfUser {
  readonly userName: string;
  readonly accessKeyId: string;
}

/**
 * The calls of IAM. A call that makes something or carries a code goes out once. When AWS may have carried
 * out a change and nobody knows, it fails with `aws/outcome-unknown`; with every other error it did not.
 * Lists are whole, whatever their number of pages. Also fail with `aws/access-denied`,
 * `aws/no-such-thing` and `aws/limit-reached`.
 */
export interface Iam {
  /** The only time that AWS tells the secret. After `aws/outcome-unknown` the user may have a key whose secret is lost. */
  createAccessKey(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<{ accessKeyId: string; secretAccessKey: Secret }>;
  updateAccessKey(
    endpoint: Endpoint,
    credentials: Credentials,
    request: AccessKeyOfUser & { status: 'Active' | 'Inactive' },
  ): Promise<void>;
  deleteAccessKey(
    endpoint: Endpoint,
    credentials: Credentials,
    request: AccessKeyOfUser,
  ): Promise<void>;
  listAccessKeys(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<readonly AccessKeyMetadata[]>;
  /** Null when the key was never used. */
  getAccessKeyLastUsed(
    endpoint: Endpoint,
    credentials: Credentials,
    accessKeyId: string,
  ): Promise<{ atMs: number; service: string; region: string } | null>;
  listMfaDevices(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<readonly { serial: string }[]>;
  /** The account's alias, null when it has none. */
  getAccountAlias(endpoint: Endpoint, credentials: Credentials): Promise<string | null>;
}
