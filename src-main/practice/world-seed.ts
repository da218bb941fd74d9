import type { Statement } from './policy.ts';
import type { Trust } from './trust.ts';
import type { KeyStatus, PasswordPolicy } from './world.ts';

/** A world as data: what `createWorld` makes accounts, users, keys and roles of. */
export interface WorldSeed {
  readonly accounts: readonly AccountSeed[];
  readonly users: readonly UserSeed[];
  readonly roles: readonly RoleSeed[];
  readonly moreReportColumns?: readonly string[];
}

export interface AccountSeed {
  readonly accountId: string;
  readonly alias: string | null;
  /** Most accounts have no access key of the root user, as it should be. */
  readonly rootKey?: KeySeed;
  readonly passwordPolicy?: PasswordPolicy;
  readonly serverCertificates?: readonly ServerCertificateSeed[];
}

export interface UserSeed {
  readonly accountId: string;
  readonly userName: string;
  readonly about: string;
  readonly createdDaysAgo: number;
  readonly hasMfaDevice: boolean;
  readonly permissions: readonly Statement[];
  /** AWS allows two. */
  readonly keys: readonly KeySeed[];
  readonly password?: PasswordSeed;
  readonly sshPublicKeys?: readonly SshPublicKeySeed[];
  readonly serviceCredentials?: readonly ServiceCredentialSeed[];
}

export interface PasswordSeed {
  readonly text: string;
  readonly changedDaysAgo: number;
  /** Null: never. */
  readonly lastUsedDaysAgo: number | null;
}

export interface SshPublicKeySeed {
  readonly status: KeyStatus;
  readonly uploadedDaysAgo: number;
}

export interface ServiceCredentialSeed {
  readonly serviceName: string;
  readonly status: KeyStatus;
  readonly createdDaysAgo: number;
  /** Null: never. */
  readonly expiresInDays: number | null;
}

export interface ServerCertificateSeed {
  readonly name: string;
  readonly uploadedDaysAgo: number;
  /** Negative: over. */
  readonly expiresInDays: number;
  readonly inUseBy: string | null;
}

export interface KeySeed {
  readonly status: KeyStatus;
  readonly createdDaysAgo: number;
  readonly lastUsed: {
    readonly daysAgo: number;
    readonly service: string;
    readonly region: string;
  } | null;
}

export interface RoleSeed {
  readonly accountId: string;
  /** `/`, or names between slashes. */
  readonly path: string;
  readonly roleName: string;
  readonly name: string;
  readonly about: string;
  readonly trust: Trust;
  readonly maxSessionSeconds: number;
  readonly permissions: readonly Statement[];
}
