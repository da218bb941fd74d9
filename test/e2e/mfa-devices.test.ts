import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND, endOf } from './command.ts';
import { startPracticeCommand, type PracticeCommand } from './practice-command.ts';

/** A device's life on the command line: each step a process of its own, against the practice account. */
let home = '';
let practice: PracticeCommand;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-mfa-devices-'));
  practice = await startPracticeCommand(environment());
  const { url } = practice;
  const kim = practice.user('kim');
  const endpoint = ['--region', 'us-east-1', '--sts', url, '--iam', url];
  await done(['endpoint', 'add', 'practice', ...endpoint]);
  const add = ['identity', 'add', 'kim', '--access-key-id', kim.accessKeyId];
  await done([...add, '--endpoint', 'practice'], `${kim.secretAccessKey}\n`);
});

afterAll(async () => {
  await practice.stop();
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
});

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
