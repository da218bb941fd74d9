import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND, endOf, firstLine } from './command.ts';

/** A device's life on the command line: each step a process of its own, against the practice account. */
let home = '';
let account: ChildProcess;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-mfa-devices-'));
  account = spawn(process.execPath, [...COMMAND, 'practice', '--endpoint-only', '--json'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, users } = JSON.parse(await firstLine(account)) as Practice;
  const kim = users.find(({ userName }) => userName === 'kim') as PracticeUser;
  const endpoint = ['--region', 'us-east-1', '--sts', url, '--iam', url];
  await done(['endpoint', 'add', 'practice', ...endpoint]);
  const add = ['identity', 'add', 'kim', '--access-key-id', kim.accessKeyId];
  await done([...add, '--endpoint', 'practice'], `${kim.secretAccessKey}\n`);
}, 60_000);

afterAll(async () => {
  const ended = new Promise((resolve) => account.once('close', resolve));
  account.kill('SIGTERM');
  await ended;
  await rm(home, { recursive: true, force: true });
});

it('is made, listed, used, and removed', async () => {
  expect((await done(['mfa', 'list', 'kim'])).out).toContain('latchkey mfa enrol kim');

  const seen = await run(['mfa', 'enrol', 'kim', '--qr']);
  expect(seen).toMatchObject({ code: 2, out: '' });
  expect(seen.err).toContain('shows on a terminal only');

  const enrolled = await done(['mfa', 'enrol', 'kim', '--name', 'kim-laptop', '--json']);
  expect(JSON.parse(enrolled.out)).toMatchObject({
    kind: 'enrolled',
    identity: { mfaSerial: 'arn:aws:iam::111122223333:mfa/kim-laptop', hasSeed: true },
  });
  expect((await done(['mfa', 'list', 'kim'])).out).toMatch(/mfa\/kim-laptop\s.*yes.*by Latchkey/);
  expect((await done(['mfa', 'code', 'kim'])).out).toMatch(/^\d{6}\n$/);

  const again = await run(['mfa', 'enrol', 'kim', '--json']);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.err)).toMatchObject({ error: { code: 'mfa/seed-here' } });

  const unsure = await run(['mfa', 'remove', 'kim']);
  expect(unsure.code).toBe(2);
  expect(unsure.err).toContain('--yes');
  expect((await done(['mfa', 'remove', 'kim', '--yes'])).out).toContain('in AWS and here');
  expect(JSON.parse((await done(['mfa', 'list', 'kim', '--json'])).out)).toEqual([]);
}, 180_000);

interface Practice {
  readonly url: string;
  readonly users: readonly PracticeUser[];
}

interface PracticeUser {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

async function done(words: readonly string[], input = '') {
  const ended = await run(words, input);
  if (ended.code !== 0) throw new Error(`latchkey ${words.join(' ')}: ${ended.err}`);
  return ended;
}

async function run(words: readonly string[], input = '') {
  const child = spawn(process.execPath, [...COMMAND, ...words], { env: environment() });
  child.stdin.end(input);
  return endOf(child);
}

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'own'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
}
