import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  browserCommands,
  openBrowser,
  REDIRECT_LIFE_MS,
  withoutSecrets,
} from '#main/shells/browser/open-browser.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const SECRET = 'Zr3-one-time-secret_that-ps-must-never-show';
const URL_WITH_SECRET = `http://127.0.0.1:40123/#${SECRET}`;

const hasPs = spawnSync('ps', ['-e']).status === 0;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-browser-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A browser of our own: a script that writes down what it was given, and may stay a while or fail. */
async function browserThat(ending: string): Promise<string> {
  const script = path.join(folder, 'browser');
  const lines = [
    '#!/bin/sh',
    `printf '%s\\n' "$@" > '${folder}/arguments'`,
    `env > '${folder}/environment'`,
    `ps -e -ww -o args > '${folder}/processes'`,
    ending,
  ];
  await writeFile(script, lines.join('\n'));
  await chmod(script, 0o755);
  return script;
}

function open(environment: Record<string, string>, clock = createFakeClock()) {
  return openBrowser(URL_WITH_SECRET, {
    clock,
    environment: { PATH: process.env['PATH'], ...environment },
    platform: 'linux',
    temporaryFolder: folder,
  });
}

async function redirectFolders(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('latchkey-open-'));
}

describe.skipIf(process.platform === 'win32')('opening the browser', () => {
  it('hands over a file that only the user can read, which leads on to the address', async () => {
    expect(await open({ BROWSER: await browserThat('exit 0') })).toBe(true);
    const argument = (await readFile(path.join(folder, 'arguments'), 'utf8')).trim();
    const file = fileURLToPath(argument);
    expect(await readFile(file, 'utf8')).toContain(`content="0;url=${URL_WITH_SECRET}"`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it.skipIf(!hasPs)(
    'never shows the secret in the arguments of any process (needs ps)',
    async () => {
      await open({ BROWSER: await browserThat('exit 0') });
      expect(await readFile(path.join(folder, 'arguments'), 'utf8')).not.toContain(SECRET);
      const processes = await readFile(path.join(folder, 'processes'), 'utf8');
      expect(processes).toContain('open.html');
      expect(processes).not.toContain(SECRET);
    },
  );

  it('gives the browser no credentials and no passphrase', async () => {
    const secrets = {
      AWS_SECRET_ACCESS_KEY: 'canary-one',
      AWS_SESSION_TOKEN: 'canary-two',
      LATCHKEY_PASSPHRASE: 'canary-three',
    };
    await open({ ...secrets, HOME: '/home/ada', BROWSER: await browserThat('exit 0') });
    const seen = await readFile(path.join(folder, 'environment'), 'utf8');
    expect(seen).toContain('HOME=/home/ada');
    expect(seen).not.toMatch(/canary|AWS_|LATCHKEY_/);
  });

  it('takes the file away after ten seconds', async () => {
    const clock = createFakeClock();
    await open({ BROWSER: await browserThat('exit 0') }, clock);
    await clock.advance(REDIRECT_LIFE_MS - 1);
    expect(await redirectFolders()).toHaveLength(1);
    await clock.advance(1);
    await eventually(async () => expect(await redirectFolders()).toEqual([]));
  });

  it('says that it could not, and leaves no file, when nothing starts', async () => {
    expect(await open({})).toBe(false);
    expect(await open({ BROWSER: path.join(folder, 'absent') })).toBe(false);
    expect(await open({ BROWSER: await browserThat('exit 3') })).toBe(false);
    expect(await redirectFolders()).toEqual([]);
  });

  it('tries the commands of BROWSER in turn', async () => {
    expect(
      await open({
        BROWSER: `${folder}/absent:${await browserThat('exit 0')} --new-window %s --last`,
      }),
    ).toBe(true);
    const given = (await readFile(path.join(folder, 'arguments'), 'utf8')).trim().split('\n');
    expect(given).toEqual(['--new-window', expect.stringMatching(/^file:.*open\.html$/), '--last']);
  });

  it('does not wait for a browser that stays in the foreground', async () => {
    expect(await open({ BROWSER: await browserThat('sleep 4') })).toBe(true);
  });
});

describe('the command that opens a browser', () => {
  const file = 'file:///tmp/x/open.html';

  it.each([
    ['darwin', {}, [['open', file]]],
    ['win32', {}, [['rundll32.exe', 'url.dll,FileProtocolHandler', file]]],
    ['linux', { DISPLAY: ':0' }, [['xdg-open', file]]],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, [['xdg-open', file]]],
    ['linux', {}, []],
    ['linux', { BROWSER: 'firefox' }, [['firefox', file]]],
    [
      'linux',
      { BROWSER: 'firefox', DISPLAY: ':0' },
      [
        ['firefox', file],
        ['xdg-open', file],
      ],
    ],
  ] as const)('on %s with %o', (platform, environment, expected) => {
    expect(browserCommands({ platform, environment }, file)).toEqual(expected);
  });
});

it('leaves the rest of the environment as it is', () => {
  expect(withoutSecrets({ PATH: '/bin', aws_profile: 'prod', LAWS_: 'kept' })).toEqual({
    PATH: '/bin',
    LAWS_: 'kept',
  });
});
