import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { createVault, type VaultDeps } from '#main/secrets/create-vault.ts';
import type { PinStore, Vault, VaultPin } from '#main/secrets/vault.ts';
import { AppError } from '#shared/errors.ts';
import { CHEAP_SCRYPT } from './cheap-scrypt.ts';
import { createMemoryKeychain, type MemoryKeychain } from './memory-keychain.ts';

/** Pins that several vaults share, as processes share the state document. */
export function createMemoryPins(): PinStore & { forget(): void } {
  let pin: VaultPin | null = null;
  return {
    read: () => pin,
    refresh: async () => {},
    async write(next) {
      if (pin !== null && pin.id !== next.id)
        throw new AppError('vault/exists', { path: 'memory' });
      pin = next;
    },
    forget() {
      pin = null;
    },
  };
}

export interface VaultHome {
  readonly places: VaultDeps['places'];
  readonly pins: ReturnType<typeof createMemoryPins>;
  readonly keychain: MemoryKeychain;
  /** A vault as a process makes it when it starts; the home outlasts it. */
  start(environment?: Partial<VaultDeps['environment']>, more?: Partial<VaultDeps>): Vault;
  remove(): Promise<void>;
}

/** The real vault in a home of its own, with a keychain in memory and a cheap scrypt. */
export async function createVaultHome(): Promise<VaultHome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-vault-'));
  const places = findPlaces({ LATCHKEY_HOME: folder, HOME: folder });
  const pins = createMemoryPins();
  const keychain = createMemoryKeychain();
  let count = 0;
  return {
    places,
    pins,
    keychain,
    start: (environment = {}, more = {}) =>
      createVault({
        places,
        pins,
        clock: createSystemClock(),
        environment: { kind: null, passphrase: null, ...environment },
        randomId: () => `home-${(count += 1)}`,
        openKeychain: async () => keychain,
        cost: CHEAP_SCRYPT,
        ...more,
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
