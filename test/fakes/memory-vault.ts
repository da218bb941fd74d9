import { createSecretKey, randomBytes } from 'node:crypto';
import { createSealer } from '#main/secrets/sealer.ts';
import type { SealedFile, Vault } from '#main/secrets/vault.ts';
import type { Vault as VaultView } from '#shared/contract/things.ts';
import { AppError, type Failure, type VaultKind } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import { createMemorySecretStore, type MemorySecretStore } from './memory-secret-store.ts';

export interface MemoryVault extends Vault {
  /** The store behind `secrets`, without the lock. */
  readonly store: MemorySecretStore;
  /** What the sealed file holds, without the lock; null when there is none yet. */
  sealedContent(): unknown;
}

export interface MemoryVaultOptions {
  readonly state?: 'not-chosen' | 'locked' | 'unlocked';
  /** Default: keychain, or file when there is a passphrase. */
  readonly kind?: VaultKind;
  /** What unlocks it. */
  readonly passphrase?: string;
  /** What stands against the keychain on this machine. */
  readonly keychainFailure?: Failure;
}

/** A vault in memory: unlocked, unless the options say otherwise. */
export function createMemoryVault(options: MemoryVaultOptions = {}): MemoryVault {
  let kind = options.kind ?? (options.passphrase === undefined ? 'keychain' : 'file');
  let state = options.state ?? 'unlocked';
  let expected = options.passphrase ?? null;
  let failure: Failure | null = null;
  let sealed: unknown = null;
  const store = createMemorySecretStore(kind);
  const listeners: (() => void)[] = [];
  const become = (next: typeof state) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const check = () => {
    if (state === 'not-chosen') throw new AppError('vault/not-chosen', {});
    if (state === 'locked') throw new AppError('vault/locked', { backend: kind });
  };
  const sealedKey = { key: createSecretKey(randomBytes(32)), vaultId: 'memory' };
  const sealedBy = (checkOpen: () => void): SealedFile => ({
    async read() {
      checkOpen();
      return sealed;
    },
    async update(change) {
      checkOpen();
      // As a file gives it back.
      sealed = JSON.parse(JSON.stringify(change(sealed) ?? null)) as unknown;
    },
    held() {
      checkOpen();
      return sealedBy(() => {});
    },
  });
  return {
    store,
    sealedContent: () => sealed,
    view: () => ({
      kind: state === 'not-chosen' ? null : kind,
      state,
      failure: failure as VaultView['failure'],
    }),
    async open() {
      if (state === 'locked' && expected === null) become('unlocked');
    },
    async probe() {
      if (state === 'not-chosen') failure = options.keychainFailure ?? null;
      return failure;
    },
    async create(chosen, passphrase) {
      if (state !== 'not-chosen') throw new AppError('vault/exists', { path: 'memory' });
      if (chosen === 'file') checkNew(passphrase);
      kind = chosen;
      expected = passphrase?.reveal() ?? null;
      failure = null;
      become('unlocked');
    },
    async unlock(passphrase) {
      if (state === 'not-chosen') throw new AppError('vault/not-chosen', {});
      if (expected !== null && passphrase === null)
        throw new AppError('vault/passphrase-needed', {});
      if (expected !== null && passphrase?.reveal() !== expected)
        throw new AppError('vault/wrong-passphrase', {});
      become('unlocked');
    },
    lock() {
      if (state === 'unlocked') become('locked');
    },
    secrets: {
      get kind() {
        return kind;
      },
      async get(id) {
        check();
        return store.get(id);
      },
      async put(id, secret) {
        check();
        return store.put(id, secret);
      },
      async delete(id) {
        check();
        return store.delete(id);
      },
    },
    sealed: sealedBy(check),
    sealer: createSealer(() => {
      check();
      return sealedKey;
    }),
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

function checkNew(passphrase: Secret | null): void {
  if (passphrase === null) throw new AppError('vault/passphrase-needed', {});
  if ([...passphrase.reveal()].length < 12)
    throw new AppError('vault/passphrase-weak', { minimumLength: 12 });
}
