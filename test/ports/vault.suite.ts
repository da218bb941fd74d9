import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vault } from '#main/secrets/vault.ts';
import type { VaultKind } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';

export interface VaultForSuite {
  /** Not chosen yet. */
  readonly vault: Vault;
  readonly kind: VaultKind;
  readonly passphrase: Secret | null;
  close(): Promise<void>;
}

/** What every vault does, from the choice to the lock and back. The steps build on one another. */
export function vaultSuite(name: string, open: () => Promise<VaultForSuite>): void {
  describe(name, () => {
    let setUp: VaultForSuite;
    let vault: Vault;
    let changes = 0;
    beforeAll(async () => {
      setUp = await open();
      vault = setUp.vault;
      vault.onChange(() => (changes += 1));
    });
    afterAll(() => setUp?.close());

    const expectClosed = async (code: string) => {
      for (const call of [
        () => vault.secrets.get('canary'),
        () => vault.secrets.put('access-key/AKIACLOSED0000000000', secretOf('x')),
        () => vault.secrets.delete('access-key/AKIACLOSED0000000000'),
        () => vault.sealed.read(),
        () => vault.sealed.update(() => ({})),
        async () => vault.sealer.seal(Buffer.from('x'), 'test'),
        async () => vault.sealer.open(Buffer.alloc(64), 'test'),
      ]) {
        await expect(call()).rejects.toMatchObject({ code });
      }
    };

    it('gives nothing before it is chosen', async () => {
      expect(vault.view()).toEqual({ kind: null, state: 'not-chosen', failure: null });
      await expectClosed('vault/not-chosen');
      await expect(vault.unlock(setUp.passphrase)).rejects.toMatchObject({
        code: 'vault/not-chosen',
      });
      await vault.open();
      vault.lock();
      expect(vault.view().state).toBe('not-chosen');
    });

    it('wants a passphrase of 12 characters for a file', async () => {
      await expect(vault.create('file', null)).rejects.toMatchObject({
        code: 'vault/passphrase-needed',
      });
      await expect(vault.create('file', secretOf('elevenchars'))).rejects.toMatchObject({
        code: 'vault/passphrase-weak',
        facts: { minimumLength: 12 },
      });
      expect(vault.view()).toEqual({ kind: null, state: 'not-chosen', failure: null });
    });

    it('is open once it is chosen, and tells who listens', async () => {
      changes = 0;
      await vault.create(setUp.kind, setUp.passphrase);
      expect(vault.view()).toEqual({ kind: setUp.kind, state: 'unlocked', failure: null });
      expect(changes).toBeGreaterThan(0);
      await vault.secrets.put('access-key/AKIAKEPT000000000000', secretOf('kept'));
      await vault.sealed.update((content) => ({ before: content }));
      expect((await vault.secrets.get('access-key/AKIAKEPT000000000000'))?.reveal()).toBe('kept');
      expect(await vault.sealed.read()).toEqual({ before: null });
      expect(vault.secrets.kind).toBe(setUp.kind);
    });

    it('seals what rests outside it, for one purpose', () => {
      const sealed = vault.sealer.seal(Buffer.from('a secret value'), 'backup a');
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('secret');
      expect(Buffer.from(vault.sealer.open(sealed, 'backup a') ?? []).toString()).toBe(
        'a secret value',
      );
      expect(vault.sealer.open(sealed, 'backup b')).toBeNull();
      for (const at of [0, 13, sealed.length - 1]) {
        const damaged = Buffer.from(sealed);
        damaged[at]! ^= 1;
        expect(vault.sealer.open(damaged, 'backup a')).toBeNull();
      }
      expect(vault.sealer.open(sealed.subarray(0, 5), 'backup a')).toBeNull();
    });

    it('is chosen once', async () => {
      await expect(vault.create('file', secretOf('another passphrase'))).rejects.toMatchObject({
        code: 'vault/exists',
      });
      await expect(vault.create('keychain', null)).rejects.toMatchObject({ code: 'vault/exists' });
      expect(vault.view().state).toBe('unlocked');
    });

    it('gives nothing while it is locked, and tells who listens', async () => {
      changes = 0;
      vault.lock();
      expect(changes).toBeGreaterThan(0);
      expect(vault.view()).toEqual({ kind: setUp.kind, state: 'locked', failure: null });
      await expectClosed('vault/locked');
    });

    it('lets a step that began before it was locked write down what it came to, and nothing else', async () => {
      await vault.unlock(setUp.passphrase);
      const held = vault.sealed.held();
      vault.lock();
      await held.update((content) => ({ ...(content as object), told: 'once' }));
      await expectClosed('vault/locked');
      expect(() => vault.sealed.held()).toThrow('vault/locked');
      await vault.unlock(setUp.passphrase);
      expect(await vault.sealed.read()).toEqual({ before: null, told: 'once' });
      await vault.sealed.update(() => ({ before: null }));
      vault.lock();
    });

    it('is opened by its passphrase alone, where it has one', async () => {
      if (setUp.passphrase !== null) {
        await expect(vault.unlock(null)).rejects.toMatchObject({ code: 'vault/passphrase-needed' });
        await expect(vault.unlock(secretOf('the wrong passphrase'))).rejects.toMatchObject({
          code: 'vault/wrong-passphrase',
        });
        expect(vault.view()).toEqual({ kind: setUp.kind, state: 'locked', failure: null });
        await expectClosed('vault/locked');
      }
      await vault.unlock(setUp.passphrase);
      expect(vault.view()).toEqual({ kind: setUp.kind, state: 'unlocked', failure: null });
      expect((await vault.secrets.get('access-key/AKIAKEPT000000000000'))?.reveal()).toBe('kept');
      expect(await vault.sealed.read()).toEqual({ before: null });
    });
  });
}
