// The production bundles of the desktop app on a stand-in for Electron's main process, over a real
// Chromium. It is not Electron: what passes here "ran on the stand-in".
import assert from 'node:assert/strict';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  newHome,
  otherProblems,
  pageOf,
  runCommand,
  startLatchkey,
  writeState,
} from './latchkey.mjs';

describe('the desktop app on the stand-in', () => {
  let home, app, page, disconnect;

  before(async () => {
    home = await newHome();
    app = await startLatchkey(home);
    ({ page, disconnect } = await pageOf(app));
  });

  after(async () => {
    await disconnect?.();
    await app?.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('shows one window of 1080 by 720 with our page', async () => {
    const windows = await app.waitFor(async () => {
      const all = await app.windows();
      return all.every(({ visible }) => visible) && all.length > 0 && all;
    });
    assert.equal(windows.length, 1);
    const [{ url, title, bounds }] = windows;
    assert.equal(url, 'app://ui/');
    assert.equal(title, 'Latchkey');
    assert.deepEqual([bounds.width, bounds.height], [1080, 720]);
  });

  test('gets an answer to what the page asks by the contract', async () => {
    // The page shows its first-run doors only when the snapshot has come.
    await page.getByText('Add an IAM user').waitFor({ timeout: 30_000 });
  });

  test('meets no problem on the way: no error, no violation of its policy', async () => {
    assert.deepEqual(await app.problems(), []);
  });

  test('has the settings of the security checklist', async () => {
    const [
      {
        args: [{ webPreferences }],
      },
    ] = await app.calls('new BrowserWindow');
    const expected = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    };
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((key) => [key, webPreferences[key]])),
      expected,
    );
    assert.equal((await app.calls('app.enableSandbox')).length, 1);
  });

  test('gives the page nothing of Electron or Node', async () => {
    const found = await page.evaluate(() =>
      [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'electron',
        'api',
        'ipcRenderer',
        'latchkey',
      ].filter((name) => name in window),
    );
    assert.deepEqual(found, []);
  });

  test('sends the policy with every document, with a nonce that is new each time', async () => {
    const [first, second] = await page.evaluate(async () => {
      const policy = async () => (await fetch('/')).headers.get('content-security-policy');
      return [await policy(), await policy()];
    });
    const expected =
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    assert.equal(first.replace(/nonce-[\w-]{22}/, 'nonce-N'), expected);
    assert.notEqual(first, second);
  });

  test('serves files of its own only', async () => {
    const statuses = await page.evaluate(async () => {
      const paths = [
        '/index.html',
        '/../package.json',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/main/main.js',
        '/C:/windows/win.ini',
        '//etc/passwd',
        '/assets/',
        '/latchkey.log',
      ];
      return Promise.all(
        paths.map(async (one) => (await fetch(`${location.origin}${one}`)).status),
      );
    });
    assert.deepEqual(new Set(statuses), new Set([404]));
  });

  test('grants no permission', async () => {
    const permissions = [
      'clipboard-read',
      'geolocation',
      'media',
      'notifications',
      'midi',
      'hid',
      'serial',
      'usb',
      'openExternal',
      'fullscreen',
      'local-fonts',
      'window-management',
    ];
    for (const permission of permissions) {
      const { value: requested } = await app.emit(
        'session',
        'permission-request',
        permission,
        'app://ui/',
      );
      const { value: checked } = await app.emit(
        'session',
        'permission-check',
        permission,
        'app://ui/',
      );
      assert.deepEqual([permission, requested, checked], [permission, false, false]);
    }
  });

  test('opens no other window and stays on its page', async () => {
    // Not by Playwright, which would wait for the navigation that must not happen.
    await app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0];
      await webContents.executeJavaScript("void window.open('https://example.com/')", true);
      await webContents.executeJavaScript("void (location.href = 'https://example.com/')", true);
    });
    const windows = await app.windows();
    assert.deepEqual(
      windows.map(({ url }) => url),
      ['app://ui/'],
    );
  });

  test('a second start shows the window of the first and ends', async () => {
    const shownBefore = (await app.calls('win.focus')).length;
    const second = await startLatchkey(home);
    assert.deepEqual(await second.exited, { code: 0, signal: null });
    await app.waitFor(async () => (await app.calls('win.focus')).length > shownBefore);
    assert.equal((await app.windows()).length, 1);
  });

  test('serves the command: another start from there shows the same window', async () => {
    const shownBefore = (await app.calls('win.focus')).length;
    const command = runCommand(home, ['serve', '--no-open']);
    assert.match(await command.printed, /runs already/);
    assert.equal(await command.ended, 0);
    assert.equal((await app.calls('win.focus')).length, shownBefore + 1);
  });

  test('hears when the computer sleeps and wakes up, and its screen is locked and unlocked', async () => {
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen'])
      assert.equal((await app.emit('powerMonitor', event)).listeners, 1, event);
    assert.deepEqual(await otherProblems(app), []);
  });

  test('quits when asked, with nothing left running', async () => {
    await disconnect();
    await app.emit('app', 'quit');
    assert.deepEqual(await app.exited, { code: 0, signal: null });
    assert.deepEqual(await otherProblems(app), []);
  });
});

describe('on the stand-in, Latchkey', () => {
  let home;

  before(async () => {
    home = await newHome();
  });

  after(async () => {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('quits when its window is closed', async () => {
    const app = await startLatchkey(home);
    await app.firstWindow(60_000);
    await app.emit('window', 'close');
    assert.deepEqual(await app.exited, { code: 0, signal: null });
    assert.deepEqual(await app.problems(), []);
  });

  test('opens the window of browser mode where that serves the same home', async () => {
    const opener = path.join(home, 'browser');
    const opened = path.join(home, 'opened');
    await writeFile(opener, `#!/bin/sh\necho "$1" > '${opened}'\n`);
    await chmod(opener, 0o755);
    const browserMode = runCommand(home, ['serve', '--no-open'], 'http://127.0.0.1:');
    try {
      await browserMode.printed;
      const app = await startLatchkey(home, { env: { BROWSER: opener } });
      assert.deepEqual(await app.exited, { code: 0, signal: null });
      // Every user of the machine can read a command line: it holds no launch address.
      assert.match(await readFile(opened, 'utf8'), /^file:/);
    } finally {
      browserMode.stop();
      await browserMode.ended;
    }
  });

  test('does not start without the sandbox', async () => {
    const app = await startLatchkey(home, { args: ['--no-sandbox'] });
    const { code } = await app.exited;
    assert.equal(code, 2);
    assert.match(app.output.stderr, /--no-sandbox/);
  });

  test('says in a sentence why it cannot start', async () => {
    const app = await startLatchkey(home, { env: { LATCHKEY_VAULT: 'paper' } });
    const { code } = await app.exited;
    assert.equal(code, 1);
    const [problem, ...others] = await app.problems();
    assert.equal(problem.kind, 'error-box');
    assert.match(problem.message, /LATCHKEY_VAULT/);
    assert.deepEqual(
      others.filter(({ kind }) => kind !== 'never-shown'),
      [],
    );
  });
});

describe('on the stand-in, what needs a person', () => {
  let home, app, page, disconnect;

  before(async () => {
    home = await newHome();
    await writeState(home);
    app = await startLatchkey(home);
    ({ page, disconnect } = await pageOf(app));
    await page.getByRole('row', { name: /^dev,/ }).waitFor({ timeout: 30_000 });
  });

  after(async () => {
    await disconnect?.();
    await app?.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('is a notification once, which is taken back when it is over; nothing takes the focus', async () => {
    const focused = (await app.calls('win.focus')).length;
    const asking = runCommand(home, ['exec', 'dev', '--scope', 'agent', '--', 'true']);
    await page.getByRole('alertdialog').waitFor({ timeout: 30_000 });
    const shown = (await app.calls('new Notification')).map(({ args: [options] }) => options);
    assert.deepEqual(shown, [
      { title: 'A program asks for credentials', body: '“true” asks for agent of dev.' },
    ]);
    assert.equal((await app.calls('notification.show')).length, 1);
    assert.equal((await app.calls('win.focus')).length, focused);

    await page.getByRole('button', { name: 'Refuse' }).click();
    assert.match(await asking.printed, /You did not allow/);
    assert.equal(await asking.ended, 1);
    assert.equal((await app.calls('notification.close')).length, 1);
  });

  test('brings the window to the front when its notification is chosen', async () => {
    const focused = (await app.calls('win.focus')).length;
    const asking = runCommand(home, ['exec', 'dev', '--scope', 'agent', '--', 'true']);
    await app.waitFor(async () => (await app.calls('notification.show')).length === 2);
    await app.emit('notification', 'click');
    await app.waitFor(async () => (await app.calls('win.focus')).length === focused + 1);
    await page.getByRole('button', { name: 'Refuse' }).click();
    assert.equal(await asking.ended, 1);
    assert.deepEqual(await app.problems(), []);
  });
});
