import type { Statement } from './policy.ts';
import type { Trust } from './trust.ts';
import type { KeyStatus } from './world.ts';

/** A world as data: what `createWorld` makes accounts, users, keys and roles of. */
export interface WorldSeed {
  readonly accounts: readonly AccountSeed[];
  readonly users: readonly UserSeed[];
  readonly roles: readonly RoleSeed[];
}

export interface AccountSeed {
  readonly accountId: string;
  readonly alias: string | null;
  /** Most accounts have no access key of the root user, as it should be. */
  readonly rootKey?: KeySeed;
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
