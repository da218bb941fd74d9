import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { translateKeychainError } from './keychain-errors.ts';
import type { SecretId, SecretStore } from './secret-store.ts';
import { checkStorable } from './storable.ts';

const SERVICE = 'latchkey';

/**
 * What we use of keytar. Its `findCredentials` and `findPassword` are left out on purpose: the first
 * ends the process when the keyring is locked, and both match items of other programs.
 */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * The operating system's keychain, one item for each secret, named `<vaultId>/<secretId>`. The vault
 * writes the canary before anything else, since the answer "no such item" is also what a locked
 * keyring gives: with the canary gone too it is `vault/locked`. `keychain` comes from `takeTurns`.
 */
export function createKeychainStore(keychain: Keychain, vaultId: string): SecretStore {
  const accountOf = (id: SecretId) => `${vaultId}/${id}`;
  const read = (id: SecretId) => keychain.getPassword(SERVICE, accountOf(id));
  const checkUnlocked = async () => {
    if ((await read('canary')) === null)
      throw new AppError('vault/locked', { backend: 'keychain' });
  };
  return {
    kind: 'keychain',
    async get(id) {
      const text = await read(id);
      if (text !== null) return secretOf(text);
      await checkUnlocked();
      return null;
    },
    async put(id, secret) {
      checkStorable(secret, 'keychain');
      await keychain.setPassword(SERVICE, accountOf(id), secret.reveal());
      if ((await read(id)) !== secret.reveal()) throw givesBackOther();
    },
    async delete(id) {
      const isDeleted = await keychain.deletePassword(SERVICE, accountOf(id));
      if (!isDeleted) await checkUnlocked();
      return isDeleted;
    },
  };
}

/** Tries the keychain with an item of no value. Throws `vault/absent`, `vault/locked`, `vault/refused`, `vault/not-answering`. */
export async function probeKeychain(keychain: Keychain): Promise<void> {
  const account = `probe/${randomBytes(8).toString('hex')}`;
  const value = randomBytes(16).toString('hex');
  await keychain.setPassword(SERVICE, account, value);
  const isKept = (await keychain.getPassword(SERVICE, account)) === value;
  const isDeleted = await keychain.deletePassword(SERVICE, account);
  if (!isKept || !isDeleted) throw givesBackOther();
}

/** Loads the native addon. Throws `vault/absent`, for instance where libsecret is not installed. */
export async function loadKeychain(): Promise<Keychain> {
  try {
    // CommonJS: the object is the default export, whatever the types say.
    const keytar = (await import('@github/keytar')) as Keychain & { readonly default?: Keychain };
    return keytar.default ?? keytar;
  } catch (error) {
    throw translateKeychainError(error);
  }
}

function givesBackOther(): AppError {
  return new AppError('vault/refused', {
    backend: 'keychain',
    reason: 'it does not give back what was stored in it',
  });
}
