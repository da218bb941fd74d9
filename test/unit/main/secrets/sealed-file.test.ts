import { createSecretKey, randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import {
  createSealedFile,
  type SealedFileKey,
  type SealedFilePlace,
} from '#main/secrets/sealed-file.ts';
import { AppError } from '#shared/errors.ts';

const sealedKey: SealedFileKey = { key: createSecretKey(randomBytes(32)), vaultId: 'home' };
let folder: string;
let place: SealedFilePlace;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-sealed-'));
  place = {
    path: path.join(folder, 'sealed.bin'),
    lockPath: path.join(folder, 'locks', 'sealed'),
    clock: createSystemClock(),
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (key = sealedKey) => createSealedFile(place, () => key);
const count = (content: unknown) => ({
  count: ((content as { count: number } | null)?.count ?? 0) + 1,
});

describe('the sealed file', () => {
  it('is null before its first update, and reading makes no file', async () => {
    expect(await open().read()).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives back the document, also after a restart, and shows none of it', async () => {
    const content = { sessions: [{ token: 'FwoGZXIvYXdzEXAMPLE', näme: '🔑' }], none: null };
    await open().update(() => content);
    expect(await open().read()).toEqual(content);
    expect((await readFile(place.path)).includes('FwoGZXIvYXdzEXAMPLE')).toBe(false);
    expect((await stat(place.path)).mode & 0o777).toBe(0o600);
  });

  it('passes each update what the one before has left', async () => {
    const files = [open(), open(), open()];
    await Promise.all(Array.from({ length: 30 }, (_, index) => files[index % 3]!.update(count)));
    expect(await files[0]!.read()).toEqual({ count: 30 });
  });

  it('reads while others write', async () => {
    const file = open();
    await file.update(count);
    const writing = Promise.all(Array.from({ length: 20 }, () => file.update(count)));
    const reading = Promise.all(Array.from({ length: 40 }, () => file.read()));
    for (const content of await reading)
      expect(content).toEqual({ count: expect.any(Number) as number });
    await writing;
  });

  it('keeps the old document when the change throws', async () => {
    const file = open();
    await file.update(count);
    await expect(
      file.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await file.read()).toEqual({ count: 1 });
    await file.update(count);
    expect(await file.read()).toEqual({ count: 2 });
  });

  it('throws what its key throws while the vault is locked', async () => {
    const locked = createSealedFile(place, () => {
      throw new AppError('vault/locked', { backend: 'keychain' });
    });
    await expect(locked.read()).rejects.toMatchObject({ code: 'vault/locked' });
    await expect(locked.update(count)).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it.each<[string, SealedFileKey]>([
    ['another key', { key: createSecretKey(randomBytes(32)), vaultId: 'home' }],
    ['another vault', { key: sealedKey.key, vaultId: 'elsewhere' }],
  ])('is damaged to %s, and not overwritten', async (_, key) => {
    await open().update(count);
    const before = await readFile(place.path);
    await expect(open(key).read()).rejects.toMatchObject({
      code: 'vault/damaged',
      facts: { path: place.path },
    });
    await expect(open(key).update(count)).rejects.toMatchObject({ code: 'vault/damaged' });
    expect(await readFile(place.path)).toEqual(before);
  });

  it('is never overwritten once it is damaged, cut or empty', async () => {
    await open().update(count);
    const whole = await readFile(place.path);
    for (const damaged of [
      Buffer.alloc(0),
      whole.subarray(0, 50),
      whole.subarray(0, -1),
      Buffer.from(whole).fill(0, 60, 61),
    ]) {
      await writeFile(place.path, damaged);
      await expect(open().read()).rejects.toMatchObject({ code: 'vault/damaged' });
      await expect(open().update(count)).rejects.toMatchObject({ code: 'vault/damaged' });
      expect(await readFile(place.path)).toEqual(damaged);
    }
  });

  it('refuses an older copy that was put back while we run, and takes it after a restart', async () => {
    const file = open();
    await file.update(count);
    await copyFile(place.path, `${place.path}.old`);
    await file.update(count);
    await copyFile(`${place.path}.old`, place.path);
    await expect(file.read()).rejects.toMatchObject({
      code: 'vault/older',
      facts: { path: place.path, generation: 1, seenGeneration: 2 },
    });
    await expect(file.update(count)).rejects.toMatchObject({ code: 'vault/older' });
    expect(await open().read()).toEqual({ count: 1 });
  });
});
