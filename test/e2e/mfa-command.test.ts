import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND, endOf } from './command.ts';
import { startPracticeCommand, type PracticeCommand } from './practice-command.ts';

/** Codes from a command, as on the command line: each step a process of its own, against the practice account. */
let home = '';
let practice: PracticeCommand;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-mfa-command-'));
  practice = await startPracticeCommand(environment());
  const { url } = practice;
  const dana = practice.user('dana');
  await writeFile(path.join(home, 'a device.cjs'), deviceOf(dana.mfaSeed));
  await latchkey([
    'endpoint',
    'add',
    'practice',
    '--region',
    'us-east-1',
    '--sts',
    url,
    '--iam',
    url,
  ]);
  const add = ['identity', 'add', 'me', '--access-key-id', dana.accessKeyId];
  await latchkey([...add, '--endpoint', 'practice'], `${dana.secretAccessKey}\n`);
});

afterAll(async () => {
  await practice.stop();
  await rm(home, { recursive: true, force: true });
});

it('shows the command whole when it is set, and runs it once for two commands at the same time', async () => {
  const line = `'${process.execPath}' 'a device.cjs'`;
  const wrong = await tryLatchkey(['mfa', 'add', 'me', '--process', 'no-such-program-here x']);
  expect(wrong.err).toContain('no-such-program-here');
  expect(wrong.code).toBe(1);

  const set = await latchkey(['mfa', 'add', 'me', '--process', `${line} ${home}/runs`]);
  expect(set.err).toContain(`Latchkey will run: ${process.execPath} 'a device.cjs' ${home}/runs`);
  expect(set.out).toContain('that command prints its codes');
  // It does not run where it was set.
  const absolute = `'${process.execPath}' '${home}/a device.cjs' '${home}/runs'`;
  await latchkey(['mfa', 'add', 'me', '--process', absolute]);

  const both = await Promise.all([1, 2].map(() => latchkey(['credentials', 'me'])));
  const keys = both.map(({ out }) => (JSON.parse(out) as { AccessKeyId: string }).AccessKeyId);
  expect(keys[0]).toMatch(/^ASIA/);
  expect(keys[1]).toBe(keys[0]);
  expect(await readFile(path.join(home, 'runs'), 'utf8')).toBe('run\n');

  await latchkey(['mfa', 'add', 'me', '--no-process']);
  expect((await latchkey(['identity', 'show', 'me'])).out).toContain('typed by you');
});

/** A program that prints the code of now, and notes that it ran in the file that it is given. */
function deviceOf(seed: string): string {
  return `
const { createHmac } = require('node:crypto');
require('node:fs').appendFileSync(process.argv[2], 'run\\n');
const bits = [...'${seed}'].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
const step = Buffer.alloc(8);
step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
const hash = createHmac('sha1', key).update(step).digest();
const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
console.log(String(number % 1000000).padStart(6, '0'));`;
}

async function latchkey(args: readonly string[], input = '') {
  const ended = await tryLatchkey(args, input);
  if (ended.code !== 0) throw new Error(`latchkey ${args.join(' ')}: ${ended.err}`);
  return ended;
}

function tryLatchkey(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: home, env: environment() });
  child.stdin.end(input);
  return endOf(child);
}

function environment() {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery staple',
  };
}
