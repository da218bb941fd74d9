import { spawn } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { createFileStore, unlockFileStore, type FileStorePlace } from '#main/secrets/file-store.ts';
import type { SecretId } from '#main/secrets/secret-store.ts';
import { secretOf, type Secret } from '#shared/secret.ts';

const passphrase = secretOf('correct horse battery');
const key: SecretId = 'access-key/AKIASTORED0000000000';
const cheap = { log2N: 4, r: 1, p: 1 };
let folder: string;
let place: FileStorePlace;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-file-store-'));
  place = placeIn(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const placeIn = (home: string): FileStorePlace => ({
  path: path.join(home, 'vault.bin'),
  lockPath: path.join(home, 'locks', 'vault'),
  clock: createSystemClock(),
  cost: cheap,
});
const create = (items: [SecretId, Secret][] = []) =>
  createFileStore(place, { id: 'home', passphrase, items: new Map(items) });
const unlock = (with_ = passphrase, id: string | null = 'home') =>
  unlockFileStore(place, with_, id);

describe('creating the vault file', () => {
  it('stores the first items with it, readable by its owner alone', async () => {
    await create([[key, secretOf('first')]]);
    expect((await (await unlock()).get(key))?.reveal()).toBe('first');
    expect((await stat(place.path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['locks', 'vault.bin']);
  });

  it('never replaces a vault, nor a file that is none', async () => {
    await (await create()).put(key, secretOf('kept'));
    await expect(create()).rejects.toMatchObject({
      code: 'vault/exists',
      facts: { path: place.path },
    });
    expect((await (await unlock()).get(key))?.reveal()).toBe('kept');
    await writeFile(place.path, 'not a vault');
    await expect(create()).rejects.toMatchObject({ code: 'vault/damaged' });
    expect(await readFile(place.path, 'utf8')).toBe('not a vault');
  });

  it('makes one vault when two are asked for at once', async () => {
    const results = await Promise.allSettled([create(), create()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await unlock()).vaultId).toBe('home');
  });

  it('refuses a short passphrase and writes nothing', async () => {
    const vault = { id: 'home', passphrase: secretOf('elevenchars'), items: new Map() };
    await expect(createFileStore(place, vault)).rejects.toMatchObject({
      code: 'vault/passphrase-weak',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('unlocking', () => {
  it('works with the cost of real vaults', async () => {
    const real = { path: place.path, lockPath: place.lockPath, clock: place.clock };
    await createFileStore(real, {
      id: 'home',
      passphrase,
      items: new Map([[key, secretOf('real')]]),
    });
    const store = await unlockFileStore(real, passphrase, 'home');
    expect((await store.get(key))?.reveal()).toBe('real');
  });

  it('takes the passphrase however its letters are composed', async () => {
    await createFileStore(place, {
      id: 'home',
      passphrase: secretOf('gr\u00fcne Schl\u00fcssel'),
      items: new Map(),
    });
    const store = await unlock(secretOf('gru\u0308ne Schlu\u0308ssel'));
    expect(store.vaultId).toBe('home');
  });

  it.each(['Correct horse battery', 'correct horse battery ', 'x', ''])(
    'refuses the passphrase "%s"',
    async (wrong) => {
      await create();
      await expect(unlock(secretOf(wrong))).rejects.toMatchObject({
        code: 'vault/wrong-passphrase',
      });
    },
  );

  it('refuses the vault of another home', async () => {
    await create();
    await expect(unlock(passphrase, 'another')).rejects.toMatchObject({ code: 'vault/damaged' });
  });

  it('says that the file is not there', async () => {
    await expect(unlock()).rejects.toMatchObject({
      code: 'vault/absent',
      facts: { backend: 'file' },
    });
  });

  it('refuses a cost below ours, whoever wrote it', async () => {
    await create();
    const strict = { ...place, cost: { ...cheap, log2N: 5 } };
    await expect(unlockFileStore(strict, passphrase, 'home')).rejects.toMatchObject({
      code: 'vault/damaged',
    });
  });

  it('raises an older vault to the present cost, and loses nothing', async () => {
    await create([[key, secretOf('old')]]);
    const dearer = { ...place, cost: { ...cheap, log2N: 5 }, leastCost: cheap };
    await expect(
      unlockFileStore(dearer, secretOf('wrong passphrase'), 'home'),
    ).rejects.toMatchObject({ code: 'vault/wrong-passphrase' });
    expect((await (await unlock()).get(key))?.reveal()).toBe('old');
    const [one, other] = await Promise.all([
      unlockFileStore(dearer, passphrase, 'home'),
      unlockFileStore(dearer, passphrase, 'home'),
    ]);
    expect((await one.get(key))?.reveal()).toBe('old');
    expect((await other.get(key))?.reveal()).toBe('old');
    const strict = { ...place, cost: dearer.cost };
    expect((await (await unlockFileStore(strict, passphrase, 'home')).get(key))?.reveal()).toBe(
      'old',
    );
  });

  it('calls a file damaged, never the passphrase wrong, whichever byte was changed', async () => {
    const store = await create();
    await store.put(key, secretOf('x'.repeat(1500)));
    const whole = await readFile(place.path);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      await writeFile(place.path, changed);
      const code = at === 8 ? 'state/newer' : 'vault/damaged';
      await expect(unlock(), `byte ${at}`).rejects.toMatchObject({ code });
      await expect(unlock(secretOf('the wrong passphrase')), `byte ${at}`).rejects.toMatchObject({
        code,
      });
    }
  });

  it.each([
    ['an empty file', (at: string) => writeFile(at, '')],
    ['a folder', (at: string) => mkdir(at)],
  ])('calls %s in its place damaged', async (_, put) => {
    await put(place.path);
    await expect(unlock()).rejects.toMatchObject({
      code: 'vault/damaged',
      facts: { path: place.path },
    });
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that it may not read the file (skipped as root, who may)',
    async () => {
      await create();
      await chmod(place.path, 0);
      await expect(unlock()).rejects.toMatchObject({
        code: 'state/unusable',
        facts: { reason: 'EACCES' },
      });
    },
  );
});

describe('the open vault', () => {
  it('has no secret and no name in its file', async () => {
    const store = await create();
    await store.put('access-key/AKIANAMEISHIDDEN0000', secretOf('the value is hidden'));
    const bytes = await readFile(place.path);
    expect(bytes.includes('AKIANAMEISHIDDEN0000')).toBe(false);
    expect(bytes.includes('the value is hidden')).toBe(false);
  });

  it('gives nothing more once it is locked', async () => {
    const store = await create([[key, secretOf('kept')]]);
    store.lock();
    await expect(store.get(key)).rejects.toMatchObject({
      code: 'vault/locked',
      facts: { backend: 'file' },
    });
    await expect(store.put(key, secretOf('new'))).rejects.toMatchObject({ code: 'vault/locked' });
    expect((await (await unlock()).get(key))?.reveal()).toBe('kept');
  });

  it('sees what another one has written', async () => {
    const first = await create();
    const second = await unlock();
    await second.put(key, secretOf('by the second'));
    expect((await first.get(key))?.reveal()).toBe('by the second');
    await first.put('access-key/AKIAOTHER00000000000', secretOf('by the first'));
    expect((await second.get(key))?.reveal()).toBe('by the second');
    expect((await second.get('access-key/AKIAOTHER00000000000'))?.reveal()).toBe('by the first');
  });

  it('refuses an older copy that was put back, for reading and for writing', async () => {
    const store = await create();
    await copyFile(place.path, `${place.path}.old`);
    await store.put(key, secretOf('newer'));
    const newer = await readFile(place.path);
    const old = await readFile(`${place.path}.old`);
    await writeFile(place.path, old);
    const facts = { path: place.path, generation: 1, seenGeneration: 2 };
    await expect(store.get(key)).rejects.toMatchObject({ code: 'vault/older', facts });
    await expect(store.put(key, secretOf('x'))).rejects.toMatchObject({
      code: 'vault/older',
      facts,
    });
    expect(await readFile(place.path)).toEqual(old);
    await writeFile(place.path, newer);
    expect((await store.get(key))?.reveal()).toBe('newer');
  });

  it('writes nothing over a file that was damaged meanwhile', async () => {
    const store = await create();
    const damaged = await readFile(place.path);
    damaged[damaged.length - 60]! ^= 1;
    await writeFile(place.path, damaged);
    await expect(store.put(key, secretOf('x'))).rejects.toMatchObject({ code: 'vault/damaged' });
    await expect(store.delete(key)).rejects.toMatchObject({ code: 'vault/damaged' });
    expect(await readFile(place.path)).toEqual(damaged);
  });

  it('locks itself when its file has got another passphrase', async () => {
    const store = await create();
    await rm(place.path);
    await createFileStore(place, {
      id: 'home',
      passphrase: secretOf('another passphrase'),
      items: new Map(),
    });
    await expect(store.get(key)).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('leaves no other file behind', async () => {
    const store = await create();
    for (let index = 0; index < 5; index += 1) await store.put(key, secretOf(`value ${index}`));
    await store.delete(key);
    expect(await readdir(folder)).toEqual(['locks', 'vault.bin']);
    expect(await readdir(path.join(folder, 'locks'))).toEqual([]);
  });
});

describe('with other processes', () => {
  it('loses nothing of three that write at once, nor of its own', async () => {
    const store = await create();
    const writers = ['a', 'b', 'c'].map((name) => startWriter(name, 10));
    for (let index = 0; index < 10; index += 1) {
      await store.put(`access-key/own-${index}`, secretOf(`of own-${index}`));
    }
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    for (const name of ['a', 'b', 'c', 'own']) {
      for (let index = 0; index < 10; index += 1) {
        expect((await store.get(`access-key/${name}-${index}`))?.reveal()).toBe(
          `of ${name}-${index}`,
        );
      }
    }
  });

  it('keeps all that was stored when a writer is killed at any moment', async () => {
    const store = await create();
    for (let round = 0; round < 3; round += 1) {
      const writer = startWriter(`killed-${round}`, 1000);
      await writer.reached(round * 4);
      writer.kill();
      await writer.ended;
      const last = writer.last();
      expect(last).toBeGreaterThanOrEqual(round * 4);
      for (let index = 0; index <= last; index += 1) {
        expect((await store.get(`access-key/killed-${round}-${index}`))?.reveal()).toBe(
          `of killed-${round}-${index}`,
        );
      }
      await store.put(key, secretOf(`after round ${round}`)); // the lock of the dead does not hold us up
    }
  });
});

function startWriter(name: string, count: number) {
  const script = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, name, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = -1;
  const waiting: { index: number; resolve: () => void }[] = [];
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => resolve(code)),
  );
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = Number(line);
    for (const { index, resolve } of waiting) if (last >= index) resolve();
  });
  return {
    ended,
    last: () => last,
    reached: (index: number) => new Promise<void>((resolve) => waiting.push({ index, resolve })),
    kill: () => child.kill('SIGKILL'),
  };
}
