// Starts Latchkey's production bundles on the Electron stand-in, each in a home of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

export const project = path.resolve(import.meta.dirname, '../..');
const standIn =
  process.env.ELECTRON_STAND_IN_FOLDER ?? path.resolve(project, '../shared/electron-stand-in');
const { launch } = await import(pathToFileURL(path.join(standIn, 'index.mjs')).href);

/** Nothing of the developer's AWS, and a home of Latchkey's own. */
function environmentOf(home) {
  const foreign = Object.keys(process.env).filter((name) => /^(AWS|LATCHKEY)_/.test(name));
  return {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
  };
}

/** As `electron .` would start it. */
export function startLatchkey(home, { args = [], env = {}, appDir = project } = {}) {
  return launch({
    appDir,
    args,
    headless: true,
    stdio: 'pipe',
    timeout: 60_000,
    chromium: process.env.CHROMIUM_PATH,
    env: { ...environmentOf(home), ...env },
  });
}

/** The command, from the same build; resolves with what it has printed when `until` is in it or it ends. */
export function runCommand(home, args, until = null) {
  const child = spawn(process.execPath, [path.join(project, 'out/main/cli.js'), ...args], {
    env: { ...process.env, ...environmentOf(home) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  const printed = new Promise((resolve) => {
    let text = '';
    const read = (chunk) => {
      text += chunk;
      if (until !== null && text.includes(until)) resolve(text);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => resolve(text));
  });
  return { printed, ended, stop: () => child.kill('SIGTERM') };
}

export async function newHome() {
  return mkdtemp(path.join(tmpdir(), 'latchkey-stand-in-'));
}

/** The app's page, driven as a person would. */
export async function pageOf(app) {
  const { pageUrl } = await app.firstWindow(60_000);
  const browser = await chromium.connectOverCDP(app.cdpUrl);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => one.url() === pageUrl);
  assert.ok(page, `no page shows ${pageUrl}`);
  return { page, disconnect: () => browser.close() };
}

/** The page's attempts to get at other files are in its console; they are meant. */
export async function otherProblems(app) {
  return (await app.problems()).filter(({ message }) => !message.includes('404 (Not Found)'));
}

/** A role with a scope that asks each time. No key is there, and none is asked for before the user is. */
export async function writeState(home, { keyCreatedAt = null } = {}) {
  const nothing = { region: null, durationSeconds: null };
  const narrowing = { tags: [], policyArns: [], policy: null };
  const folder = path.join(home, 'latchkey');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(
    path.join(folder, 'state.json'),
    JSON.stringify({
      version: 2,
      vault: null,
      endpoints: [
        {
          name: 'aws',
          partition: 'aws',
          region: 'us-east-1',
          stsUrl: null,
          iamUrl: null,
          ssoUrl: null,
          oidcUrl: null,
          signinUrl: null,
          caFile: null,
          writesEndpointUrl: false,
        },
      ],
      identities: [
        {
          name: 'dana',
          kind: 'iam-user',
          endpoint: 'aws',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          accountId: '123456789012',
          accountAlias: null,
          userName: 'dana',
          arn: 'arn:aws:iam::123456789012:user/dana',
          mfaSerial: null,
          hasSeed: false,
          profile: 'dana',
          keyCreatedAt,
          keyLastUsedAt: null,
          ...nothing,
        },
      ],
      roles: [
        {
          name: 'dev',
          roleArn: 'arn:aws:iam::123456789012:role/Developer',
          source: 'dana',
          mfa: 'none',
          profile: 'dev',
          externalId: null,
          sessionName: null,
          ...nothing,
          scopes: [{ name: 'agent', ...narrowing, durationSeconds: 900, approval: 'each-time' }],
        },
      ],
    }),
    { mode: 0o600 },
  );
}
