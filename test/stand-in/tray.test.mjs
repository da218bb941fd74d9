// The tray of the desktop app, on a stand-in that records what a desktop would show and clicks as a user would.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newHome, pageOf, project, startLatchkey, writeState } from './latchkey.mjs';

const DAY_MS = 86_400_000;
/** A file vault that opens by itself, and locks. */
const VAULT = { LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: 'correct horse battery staple' };

const daysAgo = (days) => `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
const lastArgument = async (app, api) => (await app.calls(api)).at(-1)?.args[0];
const tooltip = (app) => lastArgument(app, 'tray.setToolTip');

describe('the tray on the stand-in', () => {
  let home, app, page, disconnect;

  before(async () => {
    home = await newHome();
    await writeState(home, { keyCreatedAt: daysAgo(97) });
    app = await startLatchkey(home, { env: VAULT });
    ({ page, disconnect } = await pageOf(app));
    await page.getByRole('row', { name: /^dev,/ }).waitFor({ timeout: 30_000 });
  });

  after(async () => {
    await disconnect?.();
    await app?.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('says what is overdue, with a picture that shows it', async () => {
    assert.equal((await app.calls('new Tray')).length, 1);
    await app.waitFor(async () => (await tooltip(app))?.startsWith('1 access key is overdue'));
    assert.match(await tooltip(app), /dana is 97 days old/);
  });

  test('leads to the keys, and brings the window to the front', async () => {
    const focused = (await app.calls('win.focus')).length;
    await app.emit('menu', 'click', '1 access key is overdue');
    await page.getByRole('region', { name: 'Keys' }).waitFor({ timeout: 30_000 });
    await app.waitFor(async () => (await app.calls('win.focus')).length === focused + 1);
  });

  test('locks, and then says nothing but that', async () => {
    await app.emit('menu', 'click', 'Lock');
    await app.waitFor(async () => (await tooltip(app)) === 'Latchkey is locked');
    await page.getByRole('textbox', { name: 'Passphrase' }).waitFor({ timeout: 30_000 });
  });

  test('brings the window to the front to be unlocked in it, and is as before', async () => {
    const focused = (await app.calls('win.focus')).length;
    await app.emit('menu', 'click', 'Unlock…');
    await app.waitFor(async () => (await app.calls('win.focus')).length === focused + 1);
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(VAULT.LATCHKEY_PASSPHRASE);
    await page.keyboard.press('Enter');
    await app.waitFor(async () => /overdue/.test(await tooltip(app)));
    assert.deepEqual(await app.problems(), []);
  });

  test('quits, and is gone', async () => {
    await disconnect();
    await app.emit('menu', 'click', 'Quit Latchkey');
    assert.deepEqual(await app.exited, { code: 0, signal: null });
    assert.deepEqual(await app.problems(), []);
  });
});

describe('where the desktop has no tray', () => {
  test('Latchkey is as it was', async () => {
    const home = await newHome();
    // Without the pictures, Electron makes no tray.
    const appDir = await mkdtemp(path.join(tmpdir(), 'latchkey-no-tray-'));
    await cp(path.join(project, 'package.json'), path.join(appDir, 'package.json'));
    await cp(path.join(project, 'out'), path.join(appDir, 'out'), { recursive: true });
    await symlink(path.join(project, 'node_modules'), path.join(appDir, 'node_modules'));
    try {
      const app = await startLatchkey(home, { appDir });
      const { page, disconnect } = await pageOf(app);
      await page.getByText('Add an IAM user').waitFor({ timeout: 30_000 });
      assert.deepEqual(await app.calls('tray.*'), []);
      assert.deepEqual(await app.problems(), []);
      await disconnect();
      await app.emit('window', 'close');
      assert.deepEqual(await app.exited, { code: 0, signal: null });
    } finally {
      for (const folder of [home, appDir])
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
