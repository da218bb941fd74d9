import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore } from '#main/secrets/file-store.ts';
import type { SecretId } from '#main/secrets/secret-store.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createVaultHome, type VaultHome } from '#test/fakes/vault-set-up.ts';

const passphrase = secretOf('correct horse battery');
const key: SecretId = 'access-key/AKIASTORED0000000000';
let home: VaultHome;

beforeEach(async () => {
  home = await createVaultHome();
});
afterEach(() => home.remove());

describe('choosing', () => {
  it('asks nothing and writes nothing by itself', async () => {
    const vault = home.start();
    await vault.open();
    expect(vault.view().state).toBe('not-chosen');
    expect(home.keychain.calls).toEqual([]);
    expect(await readdir(home.places.home)).toEqual([]);
  });

  it('never looks locked to a window while it is being made', async () => {
    const seen: string[] = [];
    const pins = {
      ...home.pins,
      // As the state document tells its listeners when the pin is written.
      async write(pin: Parameters<typeof home.pins.write>[0]) {
        await home.pins.write(pin);
        seen.push(vault.view().state);
      },
    };
    const vault = home.start({}, { pins });
    vault.onChange(() => seen.push(vault.view().state));
    await vault.create('file', passphrase);
    expect(seen).not.toContain('locked');
    expect(seen.at(-1)).toBe('unlocked');
  });

  it('shows why the keychain cannot be chosen here, until it can', async () => {
    const vault = home.start();
    home.keychain.become('absent');
    const failure = {
      code: 'vault/absent',
      facts: { backend: 'keychain', reason: expect.any(String) as string },
    };
    expect(await vault.probe()).toEqual(failure);
    expect(vault.view()).toEqual({ kind: null, state: 'not-chosen', failure });
    await expect(vault.create('file', secretOf('short'))).rejects.toMatchObject({
      code: 'vault/passphrase-weak',
    });
    expect(vault.view().failure).toEqual(failure);
    home.keychain.become('unlocked');
    expect(await vault.probe()).toBeNull();
    expect(vault.view().failure).toBeNull();
    expect(home.keychain.items.size).toBe(0);
  });

  it('says that the binding of the keychain cannot be loaded, and tries again', async () => {
    let isInstalled = false;
    const openKeychain = async () => {
      if (!isInstalled)
        throw new AppError('vault/absent', { backend: 'keychain', reason: 'no library' });
      return home.keychain;
    };
    const vault = home.start({}, { openKeychain });
    expect(await vault.probe()).toMatchObject({ code: 'vault/absent' });
    isInstalled = true;
    expect(await vault.probe()).toBeNull();
  });

  it.each(['locked', 'absent'] as const)(
    'leaves no choice behind when the keychain is %s',
    async (mood) => {
      home.keychain.become(mood);
      const vault = home.start();
      await expect(vault.create('keychain', null)).rejects.toMatchObject({ code: `vault/${mood}` });
      expect(home.pins.read()).toBeNull();
      expect(vault.view()).toMatchObject({
        kind: null,
        state: 'not-chosen',
        failure: { code: `vault/${mood}` },
      });
      await vault.create('file', passphrase);
      expect(vault.view()).toEqual({ kind: 'file', state: 'unlocked', failure: null });
    },
  );

  it('keeps a file that no record names, and takes it over with its passphrase', async () => {
    const first = home.start();
    await first.create('file', passphrase);
    await first.secrets.put(key, secretOf('kept'));
    await first.sealed.update(() => 'sealed');
    home.pins.forget();

    const vault = home.start();
    await expect(vault.create('file', secretOf('another passphrase'))).rejects.toMatchObject({
      code: 'vault/exists',
      facts: { path: home.places.vaultFile },
    });
    expect(home.pins.read()).toBeNull();
    await expect(vault.create('file', passphrase)).resolves.toBeUndefined();
    expect((await vault.secrets.get(key))?.reveal()).toBe('kept');
    expect(await vault.sealed.read()).toBe('sealed');
    expect(home.pins.read()).toEqual({ kind: 'file', id: 'home-1' });
  });

  it('sets aside the sealed file of a vault before, and deletes nothing of it', async () => {
    const first = home.start();
    await first.create('keychain', null);
    await first.sealed.update(() => 'old');
    const before = await readFile(home.places.sealedFile);
    home.pins.forget();

    const vault = home.start();
    await vault.create('keychain', null);
    expect(await vault.sealed.read()).toBeNull();
    expect(await readFile(`${home.places.sealedFile}.before-home-2`)).toEqual(before);
  });

  it('makes one vault when two processes choose at once', async () => {
    const unattended = { kind: 'file', passphrase } as const;
    const vaults = [home.start(unattended), home.start(unattended), home.start(unattended)];
    await Promise.all(vaults.map((vault) => vault.open()));
    await vaults[0]!.secrets.put(key, secretOf('shared'));
    await vaults[1]!.sealed.update(() => 'shared');
    for (const vault of vaults) {
      expect((await vault.secrets.get(key))?.reveal()).toBe('shared');
      expect(await vault.sealed.read()).toBe('shared');
    }
  });
});

describe('starting again', () => {
  it('opens a keychain by itself, and asks it once', async () => {
    const first = home.start();
    await first.create('keychain', null);
    await first.secrets.put(key, secretOf('kept'));
    home.keychain.calls.length = 0;

    const vault = home.start();
    expect(vault.view()).toEqual({ kind: 'keychain', state: 'locked', failure: null });
    await vault.open();
    expect(vault.view().state).toBe('unlocked');
    expect(home.keychain.calls).toEqual(['get latchkey home-1/sealed-file-key']);
    await vault.sealed.update(() => 'sealed');
    await vault.sealed.read();
    expect(home.keychain.calls).toHaveLength(1);
  });

  it('waits for the passphrase of a file, and takes it from the environment', async () => {
    await home.start().create('file', passphrase);
    const asking = home.start();
    await asking.open();
    expect(asking.view()).toEqual({ kind: 'file', state: 'locked', failure: null });
    const unattended = home.start({ passphrase });
    await unattended.open();
    expect(unattended.view().state).toBe('unlocked');
  });

  it('creates what the environment names when there is none', async () => {
    const vault = home.start({ kind: 'file', passphrase });
    await vault.open();
    expect(vault.view()).toEqual({ kind: 'file', state: 'unlocked', failure: null });
    expect(home.pins.read()).toEqual({ kind: 'file', id: 'home-1' });
  });

  it('never moves: an environment that names the other kind is an error', async () => {
    await home.start().create('file', passphrase);
    const vault = home.start({ kind: 'keychain', passphrase });
    const expected = {
      code: 'vault/chosen-otherwise',
      facts: { chosen: 'file', asked: 'keychain' },
    };
    await vault.open();
    expect(vault.view()).toEqual({ kind: 'file', state: 'unavailable', failure: expected });
    await expect(vault.secrets.get(key)).rejects.toMatchObject(expected);
    await expect(vault.unlock(passphrase)).rejects.toMatchObject(expected);
    await expect(vault.create('keychain', null)).rejects.toMatchObject({ code: 'vault/exists' });
    expect(home.keychain.calls).toEqual([]);
  });

  it.each([
    [
      { kind: 'file', passphrase: secretOf('the wrong passphrase') } as const,
      'vault/wrong-passphrase',
    ],
    [{ passphrase: secretOf('the wrong passphrase') } as const, 'vault/wrong-passphrase'],
  ])(
    'tells each use that the passphrase of the environment is wrong',
    async (environment, code) => {
      await home.start().create('file', passphrase);
      const vault = home.start(environment);
      await vault.open();
      expect(vault.view()).toEqual({ kind: 'file', state: 'locked', failure: null });
      await expect(vault.secrets.get(key)).rejects.toMatchObject({ code });
      await expect(vault.sealed.read()).rejects.toMatchObject({ code });
    },
  );

  it('tells each use that the passphrase of the environment is too short for a new vault', async () => {
    const vault = home.start({ kind: 'file', passphrase: secretOf('short') });
    await vault.open();
    expect(vault.view().state).toBe('not-chosen');
    await expect(vault.secrets.get(key)).rejects.toMatchObject({ code: 'vault/passphrase-weak' });
  });

  it('makes no new vault where the file has gone', async () => {
    await home.start().create('file', passphrase);
    await rename(home.places.vaultFile, `${home.places.vaultFile}.moved`);
    const vault = home.start({ kind: 'file', passphrase });
    await vault.open();
    expect(vault.view()).toMatchObject({
      state: 'unavailable',
      failure: { code: 'vault/absent', facts: { backend: 'file' } },
    });
    await expect(vault.create('file', passphrase)).rejects.toMatchObject({ code: 'vault/exists' });
    await expect(stat(home.places.vaultFile)).rejects.toMatchObject({ code: 'ENOENT' });
    await rename(`${home.places.vaultFile}.moved`, home.places.vaultFile);
    await vault.unlock(passphrase);
    expect(vault.view()).toEqual({ kind: 'file', state: 'unlocked', failure: null });
  });

  it('says that the file is damaged, and leaves it', async () => {
    await home.start().create('file', passphrase);
    await writeFile(home.places.vaultFile, 'damaged');
    const vault = home.start({ passphrase });
    await vault.open();
    expect(vault.view()).toMatchObject({
      state: 'unavailable',
      failure: { code: 'vault/damaged' },
    });
    expect(await readFile(home.places.vaultFile, 'utf8')).toBe('damaged');
  });
});

describe('a keychain that was chosen', () => {
  beforeEach(() => home.start().create('keychain', null));

  it('is locked, not empty, when it knows none of our items', async () => {
    home.keychain.become('locked');
    const before = [...home.keychain.items];
    const vault = home.start({ kind: 'keychain' });
    await vault.open();
    expect(vault.view()).toEqual({ kind: 'keychain', state: 'locked', failure: null });
    await expect(vault.secrets.get(key)).rejects.toMatchObject({ code: 'vault/locked' });
    expect([...home.keychain.items]).toEqual(before);
    home.keychain.become('unlocked');
    await vault.unlock(null);
    expect(vault.view().state).toBe('unlocked');
  });

  it.each(['sealed-file-key', 'canary'])(
    'gets no second %s when the first was removed',
    async (item) => {
      home.keychain.items.delete(`latchkey home-1/${item}`);
      home.keychain.items.delete('latchkey home-1/sealed-file-key');
      const vault = home.start();
      await vault.open();
      await expect(vault.sealed.update(() => 'x')).rejects.toMatchObject({
        code: item === 'canary' ? 'vault/locked' : 'vault/item-missing',
      });
      expect(home.keychain.items.has('latchkey home-1/sealed-file-key')).toBe(false);
    },
  );

  it('keeps the sealed file when its key was replaced', async () => {
    const first = home.start();
    await first.open();
    await first.sealed.update(() => 'kept');
    const before = await readFile(home.places.sealedFile);
    home.keychain.items.set('latchkey home-1/sealed-file-key', Buffer.alloc(32).toString('base64'));
    const vault = home.start();
    await vault.open();
    await expect(vault.sealed.update(() => 'x')).rejects.toMatchObject({ code: 'vault/damaged' });
    expect(await readFile(home.places.sealedFile)).toEqual(before);
  });

  it('is unavailable while it does not answer, and comes back', async () => {
    const clock = createFakeClock();
    const vault = home.start({}, { clock });
    home.keychain.become('hanging');
    const opening = vault.open();
    await clock.advance(30_000);
    await opening;
    expect(vault.view()).toMatchObject({
      state: 'unavailable',
      failure: { code: 'vault/not-answering' },
    });
    await expect(vault.secrets.get(key)).rejects.toMatchObject({ code: 'vault/not-answering' });
    home.keychain.answer();
    await new Promise((resolve) => setImmediate(resolve));
    await vault.unlock(null);
    expect(vault.view()).toEqual({ kind: 'keychain', state: 'unlocked', failure: null });
  });
});

describe('locking', () => {
  it('wins over an unlock that is still under way', async () => {
    await home.start().create('file', passphrase);
    const vault = home.start();
    const unlocking = vault.unlock(passphrase);
    vault.lock();
    await expect(unlocking).rejects.toMatchObject({ code: 'vault/locked' });
    expect(vault.view().state).toBe('locked');
  });

  it('happens by itself when another process has changed the passphrase', async () => {
    const vault = home.start();
    await vault.create('file', passphrase);
    await rm(home.places.vaultFile);

    await createFileStore(
      {
        path: home.places.vaultFile,
        lockPath: path.join(home.places.lockFolder, 'vault'),
        clock: createFakeClock(),
        cost: { log2N: 4, r: 1, p: 1 },
      },
      { id: 'home-1', passphrase: secretOf('another passphrase'), items: new Map() },
    );
    await expect(vault.secrets.get(key)).rejects.toMatchObject({ code: 'vault/locked' });
    expect(vault.view().state).toBe('locked');
    await expect(vault.sealed.read()).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('prints no secret, however the vault is looked at', async () => {
    const vault = home.start({ kind: 'file', passphrase });
    await vault.open();
    await vault.secrets.put(key, secretOf('a secret value'));

    const seen =
      inspect([vault, await vault.secrets.get(key)], { depth: 9, showHidden: true }) +
      JSON.stringify(vault);
    expect(seen).not.toContain('a secret value');
    expect(seen).not.toContain('correct horse');
  });
});
