import type { Statement } from './policy.ts';
import type { Trust } from './trust.ts';

/**
 * Everything the practice account knows, as it changes while it runs. Actions reach keys, devices
 * and roles through these maps only, so what one call changes the next one sees.
 */
export interface World {
  readonly accounts: Map<string, Account>;
  /** By ARN; a root user that has an access key is among them. */
  readonly users: Map<string, User>;
  /** By access key id. Kept after they are deleted, since a server may not know of it yet. */
  readonly keys: Map<string, AccessKey>;
  /** By serial number. */
  readonly mfaDevices: Map<string, MfaDevice>;
  /** By ARN. */
  readonly roles: Map<string, Role>;
  /** By id. */
  readonly sshPublicKeys: Map<string, SshPublicKey>;
  /** By id. */
  readonly serviceCredentials: Map<string, ServiceCredential>;
  /** By ARN. */
  readonly serverCertificates: Map<string, ServerCertificate>;
  /** The newest credential report of each account. */
  readonly reports: Map<string, CredentialReport>;
  /** What a credential report has behind the columns that everybody knows. */
  readonly moreReportColumns: readonly string[];
  /** By access key id. Kept after they end, since AWS tells "expired" from "unknown". */
  readonly sessions: Map<string, Session>;
}

export interface Account {
  readonly accountId: string;
  readonly alias: string | null;
  /** Null where the account leaves it at AWS's own rules. */
  readonly passwordPolicy: PasswordPolicy | null;
}

/** `null` where AWS leaves the member out. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  /** Everybody then has the permission, if only for oneself. */
  readonly allowUsersToChange: boolean;
  readonly maxAgeDays: number | null;
  readonly reusePrevention: number | null;
  readonly hardExpiry: boolean;
}

export interface User {
  readonly kind: 'user' | 'root';
  readonly arn: string;
  readonly accountId: string;
  /** Empty for the root user. */
  readonly userName: string;
  readonly userId: string;
  readonly createdAtMs: number;
  readonly permissions: readonly Statement[];
  /** For the console; null where the user has none. */
  password: Password | null;
}

export interface Password {
  readonly text: string;
  /** Newest first. */
  readonly earlier: readonly string[];
  readonly changedAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** `Expired` is in AWS's model; nothing here makes a key expire, but a seed may. */
export type KeyStatus = 'Active' | 'Inactive' | 'Expired';

export interface KeyChange {
  readonly kind: 'created' | 'activated' | 'deactivated' | 'expired' | 'deleted';
  readonly atMs: number;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly owner: User;
  readonly createdAtMs: number;
  /** Oldest first; `created` is the first of them. */
  readonly history: KeyChange[];
  lastUsed: KeyUse | null;
}

export interface SshPublicKey {
  readonly id: string;
  readonly owner: User;
  readonly uploadedAtMs: number;
  status: KeyStatus;
}

export interface ServiceCredential {
  readonly id: string;
  readonly owner: User;
  /** `codecommit.amazonaws.com`. */
  readonly serviceName: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  status: KeyStatus;
}

export interface ServerCertificate {
  readonly arn: string;
  readonly accountId: string;
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly uploadedAtMs: number;
  readonly expiresAtMs: number;
  /** The ARN of what would break without it. */
  readonly inUseBy: string | null;
}

export interface CredentialReport {
  readonly readyAtMs: number;
  readonly csv: string;
}

export interface KeyUse {
  readonly atMs: number;
  readonly service: string;
  readonly region: string;
}

export interface MfaDevice {
  readonly serial: string;
  readonly accountId: string;
  readonly seed: string;
  /** Null while it is unassigned: made and not enabled, or deactivated. */
  owner: User | null;
  /** Null while it is unassigned. */
  enabledAtMs: number | null;
  /** How far ahead of our clock the device's is taken to be; negative: behind. */
  driftSteps: number;
  /** The 30-second step of the last accepted code: it and all before it are spent. */
  lastUsedStep: number;
}

export interface Role {
  readonly arn: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly trust: Trust;
  readonly maxSessionSeconds: number;
  readonly permissions: readonly Statement[];
}

/** Short-lived credentials that were given out. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAtMs: number;
  readonly principal: Principal;
  /** Whether it answers `aws:MultiFactorAuthPresent`; AWS does not pass that on to a role's session. */
  readonly mfa: boolean;
  /** What was said about it, with what it has from the session that made it. */
  readonly options: SessionOptions;
  /** What the session policies allow, besides what the principal may do; null where there are none. */
  readonly limits: readonly Statement[] | null;
}

export interface SessionOptions {
  readonly sourceIdentity: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly policyArns: readonly string[];
  readonly policy: string | null;
}

/** Who a call is made as. */
export type Principal = UserPrincipal | RolePrincipal | FederatedPrincipal;

export interface UserPrincipal {
  readonly kind: 'user';
  readonly user: User;
}

export interface RolePrincipal {
  readonly kind: 'assumed-role';
  readonly role: Role;
  readonly sessionName: string;
}

/** What GetFederationToken makes of a user. */
export interface FederatedPrincipal {
  readonly kind: 'federated-user';
  readonly user: User;
  readonly name: string;
}
