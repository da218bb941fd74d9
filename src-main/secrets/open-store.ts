import { createSecretKey, randomBytes } from 'node:crypto';
import { rename, stat } from 'node:fs/promises';
import { AppError, isAppError, type VaultKind } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import {
  createFileStore,
  unlockFileStore,
  type FileStore,
  type FileStorePlace,
} from './file-store.ts';
import { createKeychainStore, probeKeychain, type Keychain } from './keychain-store.ts';
import type { SealedFileKey } from './sealed-file.ts';
import type { SecretId, SecretStore } from './secret-store.ts';

/** What a vault is while it is open. */
export interface OpenStore {
  readonly store: SecretStore;
  readonly sealedKey: SealedFileKey;
  close(): void;
}

export interface StorePlaces {
  readonly vault: FileStorePlace;
  readonly sealedFile: string;
  readonly askKeychain: () => Promise<Keychain>;
  readonly paced: <T>(attempt: () => Promise<T>) => Promise<T>;
}

/** Opens the store that our records name. */
export async function openStore(
  places: StorePlaces,
  { kind, id }: { readonly kind: VaultKind; readonly id: string },
  passphrase: Secret | null,
): Promise<OpenStore> {
  if (kind === 'keychain') return openKeychainStore(await places.askKeychain(), id);
  if (passphrase === null) throw new AppError('vault/passphrase-needed', {});
  return openedFile(await places.paced(() => unlockFileStore(places.vault, passphrase, id)));
}

/** Makes a store with its first items. Until our records name it, it can be made again after a crash. */
export async function makeStore(
  places: StorePlaces,
  { kind, id }: { readonly kind: VaultKind; readonly id: string },
  passphrase: Secret | null,
): Promise<OpenStore> {
  if (kind === 'keychain') {
    const keychain = await places.askKeychain();
    await probeKeychain(keychain);
    const store = createKeychainStore(keychain, id);
    // The canary comes first: from then on a keychain that answers "none" to everything is seen as locked.
    for (const [item, secret] of firstItems()) await store.put(item, secret);
    await setAside(places.sealedFile, id);
    return openKeychainStore(keychain, id);
  }
  if (passphrase === null) throw new AppError('vault/passphrase-needed', {});
  if (await isThere(places.vault.path))
    return openedFile(await places.paced(() => takeOver(places.vault, passphrase)));
  const store = await createFileStore(places.vault, { id, passphrase, items: firstItems() });
  await setAside(places.sealedFile, id);
  return openedFile(store);
}

/**
 * A vault file that our records do not name: we died between writing it and writing them, or they
 * were lost. With its passphrase it is taken over; it is never replaced.
 */
async function takeOver(place: FileStorePlace, passphrase: Secret): Promise<FileStore> {
  try {
    return await unlockFileStore(place, passphrase, null);
  } catch (error) {
    if (isAppError(error, 'vault/wrong-passphrase'))
      throw new AppError('vault/exists', { path: place.path }, error);
    throw error;
  }
}

async function openedFile(store: FileStore): Promise<OpenStore> {
  return { store, sealedKey: await readSealedKey(store, store.vaultId), close: () => store.lock() };
}

async function openKeychainStore(keychain: Keychain, vaultId: string): Promise<OpenStore> {
  const store = createKeychainStore(keychain, vaultId);
  return { store, sealedKey: await readSealedKey(store, vaultId), close: () => {} };
}

function firstItems(): ReadonlyMap<SecretId, Secret> {
  return new Map<SecretId, Secret>([
    ['canary', secretOf('latchkey')],
    ['sealed-file-key', secretOf(randomBytes(32).toString('base64'))],
  ]);
}

/** A missing key is never made anew: what it sealed would be lost. */
async function readSealedKey(store: SecretStore, vaultId: string): Promise<SealedFileKey> {
  const secret = await store.get('sealed-file-key');
  const bytes = Buffer.from(secret?.reveal() ?? '', 'base64');
  if (bytes.length !== 32)
    throw new AppError('vault/item-missing', { backend: store.kind, item: 'sealed-file-key' });
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { key, vaultId };
}

/** A sealed file of a vault before this one: its key is not ours, and nothing of it is deleted. */
async function setAside(sealedFile: string, id: string): Promise<void> {
  if (await isThere(sealedFile)) await rename(sealedFile, `${sealedFile}.before-${id}`);
}

async function isThere(filePath: string): Promise<boolean> {
  return stat(filePath).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw new AppError(
        'state/unusable',
        { path: filePath, reason: error.code ?? 'unknown' },
        error,
      );
    },
  );
}
