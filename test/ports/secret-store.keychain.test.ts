import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretOf } from '#shared/secret.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import {
  createKeyringHome,
  keyringMissing,
  startKeyring,
  type KeyringMode,
  type RealKeyring,
} from './real-keyring.ts';
import { closedStoreSuite, openStoreSuite } from './secret-store.suite.ts';

const reason = keyringMissing === null ? '' : ` (skipped: ${keyringMissing})`;

describe.skipIf(keyringMissing !== null)(`keychain-store on a real gnome-keyring${reason}`, () => {
  openStoreSuite('with an unlocked keyring', async () => {
    const home = await createKeyringHome();
    let keyring = await startKeyring(home.folder, 'unlocked');
    await keyring.ask('canary');
    return {
      store: keyring.store,
      async reopen() {
        await keyring.close();
        keyring = await startKeyring(home.folder, 'unlocked');
        return keyring.store;
      },
      async close() {
        await keyring.close();
        await home.remove();
      },
    };
  });

  closedStoreSuite('with a locked keyring that holds our items', 'vault/locked', async () => {
    const home = await createKeyringHome();
    const before = await startKeyring(home.folder, 'unlocked');
    await before.ask('canary');
    await before.store.put('access-key/AKIASTORED0000000000', secretOf('stored before'));
    await before.close();
    const keyring = await startKeyring(home.folder, 'locked');
    return { store: keyring.store, close: () => keyring.close().then(() => home.remove()) };
  });

  closedStoreSuite('with a D-Bus session and no secret service', 'vault/absent', () =>
    openClosed('no-service'),
  );
  closedStoreSuite('with no D-Bus session', 'vault/absent', () => openClosed('no-session'));

  describe('whether it can be chosen', () => {
    it.each([
      ['no-keyring', 'vault/absent', 'the keychain service runs and has no keyring yet'],
      ['no-service', 'vault/absent', 'no keychain service is running in this D-Bus session'],
      ['no-session', 'vault/absent', 'no D-Bus session is running'],
    ] as const)('says no with a reason: %s', async (mode, code, text) => {
      const { keyring, close } = await openClosed(mode);
      try {
        await expect(keyring.ask('probe')).rejects.toMatchObject({
          code,
          facts: { backend: 'keychain', reason: text },
        });
      } finally {
        await close();
      }
    });
  });

  describe('when the keyring stops answering', () => {
    let keyring: RealKeyring;
    let home: Awaited<ReturnType<typeof createKeyringHome>>;
    const item = 'access-key/AKIASTORED0000000000';

    beforeAll(async () => {
      home = await createKeyringHome();
      keyring = await startKeyring(home.folder, 'unlocked');
      await keyring.ask('canary');
      await keyring.store.put(item, secretOf('stored'));
    });
    afterAll(async () => {
      await keyring?.close();
      await home?.remove();
    });

    it('says so after the limit, holds up nothing else, and works again once it answers', async () => {
      await keyring.ask('pause');
      await keyring.ask('hurry');
      const calls = [1, 2, 3, 4, 5, 6].map(() => keyring.store.get(item));
      const lag = keyring.ask('lag');
      for (const { status, reason: error } of (await Promise.allSettled(
        calls,
      )) as PromiseRejectedResult[]) {
        expect(status).toBe('rejected');
        expect(error).toMatchObject({
          code: 'vault/not-answering',
          facts: { backend: 'keychain', seconds: 30 },
        });
      }
      // What was held up by a call would have been so until its limit, which here is 1.5 s.
      expect(await lag).toBeLessThan(1000);
      await expect(keyring.store.delete(item)).rejects.toMatchObject({
        code: 'vault/not-answering',
      });
      await keyring.ask('resume');
      await eventually(async () =>
        expect((await keyring.store.get(item))?.reveal()).toBe('stored'),
      );
    });

    it('says that the service is gone when it was killed in the middle of a call, and nothing is lost', async () => {
      await keyring.ask('pause');
      const call = keyring.store.get(item).catch((error: unknown) => error);
      await keyring.ask('end-daemon');
      expect(await call).toMatchObject({ code: 'vault/absent' });
      await expect(keyring.store.get(item)).rejects.toMatchObject({ code: 'vault/absent' });
      await keyring.close();
      keyring = await startKeyring(home.folder, 'unlocked');
      expect((await keyring.store.get(item))?.reveal()).toBe('stored');
    });
  });
});

async function openClosed(mode: KeyringMode) {
  const home = await createKeyringHome();
  const keyring = await startKeyring(home.folder, mode);
  return { keyring, store: keyring.store, close: () => keyring.close().then(() => home.remove()) };
}
