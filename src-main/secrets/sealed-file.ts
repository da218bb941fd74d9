import type { KeyObject } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import { withLock } from '#main/platform/lock.ts';
import { checkGeneration, readBoxFile, writeBoxFile } from './box-file.ts';
import { openBox, sealBox } from './sealed-box.ts';
import type { SealedFile } from './vault.ts';

export interface SealedFilePlace {
  readonly path: string;
  readonly lockPath: string;
  readonly clock: Clock;
}

export interface SealedFileKey {
  readonly key: KeyObject;
  readonly vaultId: string;
}

/**
 * `keyOf` throws while the vault is not open. A file that cannot be opened with that key is
 * `vault/damaged` (or `vault/older`), for writing too: it is never replaced by an empty one.
 */
export function createSealedFile(place: SealedFilePlace, keyOf: () => SealedFileKey): SealedFile {
  // The newest generation this process has seen, by vault: an older one is an old copy put back.
  const seen = new Map<string, number>();
  const see = (vaultId: string, generation: number) =>
    seen.set(vaultId, Math.max(seen.get(vaultId) ?? 0, generation));

  const readBy = async ({
    key,
    vaultId,
  }: SealedFileKey): Promise<{ generation: number; content: unknown }> => {
    const seenBefore = seen.get(vaultId) ?? 0;
    const box = await readBoxFile(place.path, 'sealed-file');
    if (box === null) return { generation: seenBefore, content: null };
    const opened = openBox(box, key);
    if (opened.kind !== 'opened' || box.vaultId !== vaultId)
      throw new AppError('vault/damaged', { path: place.path });
    checkGeneration(place.path, box.generation, seenBefore);
    see(vaultId, box.generation);
    const content = JSON.parse(opened.plaintext.toString('utf8')) as unknown;
    opened.plaintext.fill(0);
    return { generation: box.generation, content };
  };

  const fileBy = (getKey: () => SealedFileKey): SealedFile => ({
    async read() {
      return (await readBy(getKey())).content;
    },
    async update(change) {
      const sealedKey = getKey();
      const { key, vaultId } = sealedKey;
      await withLock(place.lockPath, place.clock, async () => {
        const before = await readBy(sealedKey);
        const plaintext = Buffer.from(JSON.stringify(change(before.content) ?? null), 'utf8');
        const generation = before.generation + 1;
        const box = sealBox(
          { holds: 'sealed-file', kdf: null, vaultId, generation },
          key,
          plaintext,
        );
        plaintext.fill(0);
        await writeBoxFile(place.path, box);
        see(vaultId, generation);
      });
    },
    held() {
      const sealedKey = getKey();
      return fileBy(() => sealedKey);
    },
  });
  return fileBy(keyOf);
}
