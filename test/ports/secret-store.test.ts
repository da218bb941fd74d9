import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSystemClock } from '#main/platform/clock.ts';
import { createFileStore, unlockFileStore } from '#main/secrets/file-store.ts';
import { createKeychainStore } from '#main/secrets/keychain-store.ts';
import { takeTurns } from '#main/secrets/keychain-turns.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryKeychain } from '#test/fakes/memory-keychain.ts';
import { createMemorySecretStore } from '#test/fakes/memory-secret-store.ts';
import { closedStoreSuite, openStoreSuite } from './secret-store.suite.ts';

const nothing = async () => {};

openStoreSuite('the store in memory', async () => {
  const store = createMemorySecretStore();
  return { store, reopen: async () => store, close: nothing };
});

openStoreSuite('file-store', async () => {
  const { place, remove } = await createPlace();
  const passphrase = secretOf('correct horse battery');
  return {
    store: await createFileStore(place, { id: 'suite', passphrase, items: new Map() }),
    reopen: () => unlockFileStore(place, passphrase, 'suite'),
    close: remove,
  };
});

openStoreSuite('keychain-store on a keychain in memory', async () => {
  const keychain = createMemoryKeychain();
  const open = async () => createKeychainStore(takeTurns(keychain, createSystemClock()), 'suite');
  const store = await open();
  await store.put('canary', secretOf('latchkey'));
  return { store, reopen: open, close: nothing };
});

closedStoreSuite('the store in memory, locked', 'vault/locked', async () => {
  const store = createMemorySecretStore();
  store.failWith(new AppError('vault/locked', { backend: 'file' }));
  return { store, close: nothing };
});

closedStoreSuite('file-store, locked', 'vault/locked', async () => {
  const { place, remove } = await createPlace();
  const passphrase = secretOf('correct horse battery');
  const store = await createFileStore(place, { id: 'suite', passphrase, items: new Map() });
  store.lock();
  return { store, close: remove };
});

closedStoreSuite('file-store, its file gone', 'vault/absent', async () => {
  const { place, remove } = await createPlace();
  const passphrase = secretOf('correct horse battery');
  const store = await createFileStore(place, { id: 'suite', passphrase, items: new Map() });
  await rm(place.path);
  return { store, close: remove };
});

for (const [mood, code] of [
  ['locked', 'vault/locked'],
  ['absent', 'vault/absent'],
] as const) {
  closedStoreSuite(`keychain-store on a keychain in memory, ${mood}`, code, async () => {
    const keychain = createMemoryKeychain();
    const store = createKeychainStore(takeTurns(keychain, createSystemClock()), 'suite');
    await store.put('canary', secretOf('latchkey'));
    await store.put('access-key/AKIASTORED0000000000', secretOf('stored before'));
    keychain.become(mood);
    return { store, close: nothing };
  });
}

async function createPlace() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-store-'));
  return {
    place: {
      path: path.join(folder, 'vault.bin'),
      lockPath: path.join(folder, 'locks', 'vault'),
      clock: createSystemClock(),
      cost: { log2N: 4, r: 1, p: 1 },
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
