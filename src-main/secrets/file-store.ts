import { randomBytes, type KeyObject } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import type { Clock } from '#main/platform/clock.ts';
import { withLock } from '#main/platform/lock.ts';
import { checkGeneration, readBoxFile, writeBoxFile } from './box-file.ts';
import { deriveInTurn } from './derive-in-turn.ts';
import { isIntact, openBox, sealBox, type Box } from './sealed-box.ts';
import {
  checkNewPassphrase,
  deriveKey,
  isAcceptableCost,
  SALT_BYTES,
  sameSettings,
  LEAST_SCRYPT_COST,
  SCRYPT_COST,
  type ScryptCost,
  type ScryptSettings,
} from './scrypt-key.ts';
import type { SecretId, SecretStore } from './secret-store.ts';
import { checkStorable } from './storable.ts';

export interface FileStorePlace {
  readonly path: string;
  readonly lockPath: string;
  readonly clock: Clock;
  /** What a vault costs from its creation, or its next unlocking, on. Tests pass a cheap one. */
  readonly cost?: ScryptCost;
  /** A vault that costs less is not ours. */
  readonly leastCost?: ScryptCost;
}

/** The whole vault in one encrypted file. It is open from the start; once locked it stays so. */
export interface FileStore extends SecretStore {
  readonly vaultId: string;
  /** Drops the key. */
  lock(): void;
}

/** Throws `vault/passphrase-weak`, and `vault/exists` rather than replace a file. */
export async function createFileStore(
  place: FileStorePlace,
  vault: {
    readonly id: string;
    readonly passphrase: Secret;
    readonly items: ReadonlyMap<SecretId, Secret>;
  },
): Promise<FileStore> {
  checkNewPassphrase(vault.passphrase);
  const settings = { cost: place.cost ?? SCRYPT_COST, salt: randomBytes(SALT_BYTES) };
  const key = await deriveKey(vault.passphrase, settings);
  const items = new Map([...vault.items].map(([id, secret]) => [id, secret.reveal()] as const));
  await withLock(place.lockPath, place.clock, async () => {
    if ((await readBoxFile(place.path, 'vault')) !== null)
      throw new AppError('vault/exists', { path: place.path });
    const header = { holds: 'vault', kdf: settings, vaultId: vault.id, generation: 1 } as const;
    await writeBoxFile(place.path, sealBox(header, key, printItems(items)));
  });
  return openStore(place, { key, settings, vaultId: vault.id, generation: 1 });
}

/**
 * `vaultId`: the one that our records name; null when they name none. Throws `vault/wrong-passphrase`
 * or `vault/damaged`, told apart only after the passphrase has been tried; `vault/absent`.
 */
export async function unlockFileStore(
  place: FileStorePlace,
  passphrase: Secret,
  vaultId: string | null,
): Promise<FileStore> {
  const box = await readVault(place);
  const { kdf: settings } = box;
  const cost = place.cost ?? SCRYPT_COST;
  if (
    settings === null ||
    !isAcceptableCost(settings.cost, place.leastCost ?? place.cost ?? LEAST_SCRYPT_COST)
  )
    throw damaged(place);
  const key = await deriveInTurn(place.lockPath, place.clock, () =>
    deriveKey(passphrase, settings),
  );
  const opened = openBox(box, key);
  if (opened.kind === 'wrong-key') throw new AppError('vault/wrong-passphrase', {});
  if (opened.kind === 'damaged' || (vaultId !== null && vaultId !== box.vaultId))
    throw damaged(place);
  const opening = { key, settings, vaultId: box.vaultId, generation: box.generation };
  if (isAcceptableCost(settings.cost, cost)) return openStore(place, opening);
  await raiseCost(place, passphrase, key);
  return unlockFileStore(place, passphrase, vaultId);
}

/** An older vault gets today's cost when its passphrase is at hand. Other processes have to unlock it anew. */
async function raiseCost(place: FileStorePlace, passphrase: Secret, key: KeyObject): Promise<void> {
  const settings = { cost: place.cost ?? SCRYPT_COST, salt: randomBytes(SALT_BYTES) };
  const dearerKey = await deriveKey(passphrase, settings);
  await withLock(place.lockPath, place.clock, async () => {
    const box = await readVault(place);
    const opened = openBox(box, key);
    if (opened.kind !== 'opened') return; // another process has changed the passphrase, or the cost
    const header = { ...headerOf(box), kdf: settings, generation: box.generation + 1 };
    await writeBoxFile(place.path, sealBox(header, dearerKey, opened.plaintext));
    opened.plaintext.fill(0);
  });
}

interface VaultKey {
  readonly key: KeyObject;
  readonly settings: ScryptSettings;
  readonly vaultId: string;
  /** When the key was proven. */
  readonly generation: number;
}

function openStore(place: FileStorePlace, vaultKey: VaultKey): FileStore {
  let held: VaultKey | null = vaultKey;
  let seen = vaultKey.generation;

  // Nothing decrypted is kept between calls: the file is read again each time, so what another
  // process has written is seen, and a secret is in memory no longer than it is used.
  const read = async () => {
    if (held === null) throw new AppError('vault/locked', { backend: 'file' });
    const { key, settings } = held;
    const seenBefore = seen;
    const box = await readVault(place);
    if (!sameSettings(box.kdf, settings) && isIntact(box)) {
      held = null; // another process changed the passphrase
      throw new AppError('vault/locked', { backend: 'file' });
    }
    const opened = openBox(box, key);
    if (opened.kind !== 'opened') throw damaged(place);
    checkGeneration(place.path, box.generation, seenBefore);
    seen = Math.max(seen, box.generation);
    return { key, box, items: parseItems(opened.plaintext) };
  };

  const update = (change: (items: Map<SecretId, string>) => boolean) =>
    withLock(place.lockPath, place.clock, async () => {
      const { key, box, items } = await read();
      const isChanged = change(items);
      if (isChanged) {
        const generation = box.generation + 1;
        await writeBoxFile(
          place.path,
          sealBox({ ...headerOf(box), generation }, key, printItems(items)),
        );
        seen = Math.max(seen, generation);
      }
      return isChanged;
    });

  return {
    kind: 'file',
    vaultId: vaultKey.vaultId,
    lock() {
      held = null;
    },
    async get(id) {
      const text = (await read()).items.get(id);
      return text === undefined ? null : secretOf(text);
    },
    async put(id, secret) {
      checkStorable(secret, 'file');
      await update((items) => items.set(id, secret.reveal()) === items);
    },
    delete: (id) => update((items) => items.delete(id)),
  };
}

async function readVault(place: FileStorePlace): Promise<Box> {
  const box = await readBoxFile(place.path, 'vault');
  if (box === null)
    throw new AppError('vault/absent', {
      backend: 'file',
      reason: `the file ${place.path} is not there`,
    });
  return box;
}

function damaged({ path }: FileStorePlace): AppError {
  return new AppError('vault/damaged', { path });
}

function headerOf({ holds, kdf, vaultId, generation }: Box) {
  return { holds, kdf, vaultId, generation };
}

function printItems(items: ReadonlyMap<SecretId, string>): Buffer {
  return Buffer.from(JSON.stringify({ secrets: Object.fromEntries(items) }), 'utf8');
}

/** What was opened is proven to be our own writing. */
function parseItems(plaintext: Buffer): Map<SecretId, string> {
  const { secrets } = JSON.parse(plaintext.toString('utf8')) as {
    secrets: Record<SecretId, string>;
  };
  plaintext.fill(0);
  return new Map(Object.entries(secrets) as [SecretId, string][]);
}
