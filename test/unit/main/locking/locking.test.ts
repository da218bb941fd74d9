import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCommandRouter, createWindowRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createClearingClipboard, type Clipboard } from '#main/platform/clipboard.ts';
import { findPlaces } from '#main/platform/home.ts';
import { secretOf } from '#shared/secret.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { eventually } from '#test/fixtures/eventually.ts';

let home: string;
let latchkey: Latchkey;
let clipboard: Clipboard;
let copied: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-locking-'));
  copied = '';
  const board = {
    readText: async () => copied,
    writeText: async (text: string) => void (copied = text),
    clear: () => void (copied = ''),
  };
  const clock = createFakeClock();
  clipboard = createClearingClipboard(board, clock);
  const environment = {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'own'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  latchkey = await createLatchkey({
    places: findPlaces(environment),
    environment,
    clock,
    clipboard,
    surface: 'desktop',
    version: '0.0.0',
    practice: false,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
});
afterEach(async () => {
  await latchkey.close({ withdraw: false });
  await rm(home, { recursive: true });
});

it('a code that was copied is gone once the vault is locked', async () => {
  await clipboard.copy(secretOf('123456'), 30_000);
  latchkey.vault.lock();
  await eventually(() => expect(copied).toBe(''));
});

it('the vault is locked at the end of the app, even where the profiles cannot be taken back', async () => {
  expect(latchkey.vault.view().state).toBe('unlocked');
  latchkey.sessions.withdrawAll = () => Promise.reject(new Error('the disk is full'));
  await expect(latchkey.close({ withdraw: true })).rejects.toThrow('the disk is full');
  expect(latchkey.vault.view().state).toBe('locked');
});

it.each(['locked', 'guarded'] as const)(
  'a window of a %s vault gets no seed, nor anything of the devices in AWS',
  async (how) => {
    const client = createRouterClient(createWindowRouter(latchkey.core));
    const unknown = { code: 'input/unknown' };
    await expect(client.mfaSeedQr({ identity: 'nobody' })).rejects.toMatchObject(unknown);
    if (how === 'locked') latchkey.vault.lock();
    else latchkey.vault.guard();
    const locked = { code: 'vault/locked' };
    await expect(client.mfaSeedQr({ identity: 'nobody' })).rejects.toMatchObject(locked);
    await expect(client.mfaDevices.list({ identity: 'nobody' })).rejects.toMatchObject(locked);
  },
);

it('the socket gives nobody a seed', async () => {
  const client = createRouterClient(createCommandRouter(latchkey.core));
  await expect(client.mfaSeedQr({ identity: 'nobody' })).rejects.toMatchObject({
    code: 'mfa/qr-only-in-window',
  });
});
