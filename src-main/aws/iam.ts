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

export interface MfaDeviceOfUser {
  readonly userName: string;
  readonly serial: string;
}

/** Two codes of a device, of one step and the next. They are spent with the call. */
export interface TwoCodes {
  readonly code1: string;
  readonly code2: string;
}

export interface AssignedMfaDevice {
  readonly serial: string;
  /** Null where AWS does not say. */
  readonly enabledAtMs: number | null;
}

export interface VirtualMfaDevice extends AssignedMfaDevice {
  /** Null while it is assigned to nobody. */
  readonly userArn: string | null;
}

export interface Status {
  readonly status: 'Active' | 'Inactive';
}

/** The rules for passwords of an account; ages in days. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requiresSymbols: boolean;
  readonly requiresNumbers: boolean;
  readonly requiresUppercase: boolean;
  readonly requiresLowercase: boolean;
  /** Whether users may change their own by this policy alone, without another permission. */
  readonly mayChangeOwn: boolean;
  /** Null: passwords do not expire. */
  readonly maximumAgeDays: number | null;
  /** How many earlier passwords are refused; null: none. */
  readonly remembered: number | null;
  /** Whether an expired password takes an administrator to replace. */
  readonly endsHard: boolean;
}

export interface SshPublicKeyOfUser {
  readonly userName: string;
  readonly sshPublicKeyId: string;
}

export interface SshPublicKey {
  readonly sshPublicKeyId: string;
  readonly status: string;
  readonly uploadedAtMs: number;
}

export interface ServiceSpecificCredentialOfUser {
  readonly userName: string;
  readonly serviceSpecificCredentialId: string;
}

export interface ServiceSpecificCredential {
  readonly serviceSpecificCredentialId: string;
  /** `codecommit.amazonaws.com` */
  readonly serviceName: string;
  readonly status: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
}

export interface ServerCertificate {
  readonly name: string;
  readonly arn: string;
  readonly uploadedAtMs: number | null;
  readonly expiresAtMs: number | null;
}

/** The account's report as CSV (contracts.md §4.3), or why there is none. */
export type CredentialReport =
  | { readonly kind: 'report'; readonly text: string; readonly generatedAtMs: number }
  | { readonly kind: 'in-progress' | 'not-present' | 'expired' };

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
    request: AccessKeyOfUser & Status,
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
  /** `path` begins and ends with `/`. AWS tells the seed but this once; nothing is assigned yet. */
  createVirtualMfaDevice(
    endpoint: Endpoint,
    credentials: Credentials,
    request: { name: string; path: string },
  ): Promise<{ serial: string; seed: Secret }>;
  /** The seed must be stored before: from here on the user needs it (contracts.md §4.2). Fails with `mfa/codes-refused`. */
  enableMfaDevice(
    endpoint: Endpoint,
    credentials: Credentials,
    request: MfaDeviceOfUser & TwoCodes,
  ): Promise<void>;
  /** Fails with `mfa/codes-refused`. */
  resyncMfaDevice(
    endpoint: Endpoint,
    credentials: Credentials,
    request: MfaDeviceOfUser & TwoCodes,
  ): Promise<void>;
  deactivateMfaDevice(
    endpoint: Endpoint,
    credentials: Credentials,
    request: MfaDeviceOfUser,
  ): Promise<void>;
  /** `aws/delete-conflict`: it is still somebody's. */
  deleteVirtualMfaDevice(
    endpoint: Endpoint,
    credentials: Credentials,
    serial: string,
  ): Promise<void>;
  listMfaDevices(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<readonly AssignedMfaDevice[]>;
  listVirtualMfaDevices(
    endpoint: Endpoint,
    credentials: Credentials,
    assignment: 'Assigned' | 'Unassigned' | 'Any',
  ): Promise<readonly VirtualMfaDevice[]>;
  /** The account's alias, null when it has none. */
  getAccountAlias(endpoint: Endpoint, credentials: Credentials): Promise<string | null>;
  /** Null: the account has no policy of its own, and AWS's default holds. */
  getAccountPasswordPolicy(
    endpoint: Endpoint,
    credentials: Credentials,
  ): Promise<PasswordPolicy | null>;
  /** Of the user whose credentials these are. Fails with `aws/password-refused` and `aws/iam-user-needed`. */
  changePassword(
    endpoint: Endpoint,
    credentials: Credentials,
    request: { oldPassword: Secret; newPassword: Secret },
  ): Promise<void>;
  listSshPublicKeys(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<readonly SshPublicKey[]>;
  updateSshPublicKey(
    endpoint: Endpoint,
    credentials: Credentials,
    request: SshPublicKeyOfUser & Status,
  ): Promise<void>;
  deleteSshPublicKey(
    endpoint: Endpoint,
    credentials: Credentials,
    request: SshPublicKeyOfUser,
  ): Promise<void>;
  listServiceSpecificCredentials(
    endpoint: Endpoint,
    credentials: Credentials,
    userName: string,
  ): Promise<readonly ServiceSpecificCredential[]>;
  updateServiceSpecificCredential(
    endpoint: Endpoint,
    credentials: Credentials,
    request: ServiceSpecificCredentialOfUser & Status,
  ): Promise<void>;
  deleteServiceSpecificCredential(
    endpoint: Endpoint,
    credentials: Credentials,
    request: ServiceSpecificCredentialOfUser,
  ): Promise<void>;
  listServerCertificates(
    endpoint: Endpoint,
    credentials: Credentials,
  ): Promise<readonly ServerCertificate[]>;
  /** `aws/delete-conflict`: something still uses it. */
  deleteServerCertificate(
    endpoint: Endpoint,
    credentials: Credentials,
    name: string,
  ): Promise<void>;
  /** Begins a report, or tells how far the one begun is. Not done: ask again. */
  generateCredentialReport(
    endpoint: Endpoint,
    credentials: Credentials,
  ): Promise<{ done: boolean }>;
  getCredentialReport(endpoint: Endpoint, credentials: Credentials): Promise<CredentialReport>;
}
