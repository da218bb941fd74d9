import { spawn, type ChildProcess } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND, endOf, firstLine } from './command.ts';

/** What is on disk and on the screen after every kind of command (security.md §6.4): looked for byte by byte. */
const PASSPHRASE = 'canary passphrase of this test';
let home: string;
let account: ChildProcess;
let printed: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-left-'));
  printed = '';
  account = start(['practice', '--endpoint-only', '--json']);
});

afterEach(async () => {
  const ended = new Promise((resolve) => account.once('close', resolve));
  account.kill('SIGTERM');
  await ended;
  await rm(home, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')(
  'after a job with the most generous umask (modes are those of POSIX systems)',
  () => {
    it('no secret was printed or rests readable in a file, and every file is its owner’s alone', async () => {
      const { url, users } = JSON.parse(await firstLine(account)) as Practice;
      const dana = users.find(({ userName }) => userName === 'dana')!;
      const bob = users.find(({ userName }) => userName !== 'dana' && userName !== 'root')!;
      await mkdir(path.dirname(awsFile('credentials')), { mode: 0o700 });
      await writeFile(
        awsFile('credentials'),
        `[bob]\naws_access_key_id = ${bob.accessKeyId}\naws_secret_access_key = ${bob.secretAccessKey}\n`,
        { mode: 0o600 },
      );

      await run(['endpoint', 'add', 'here', '--region', 'us-east-1', '--sts', url, '--iam', url]);
      const identity = ['--access-key-id', dana.accessKeyId, '--endpoint', 'here'];
      await run(['identity', 'add', 'wrong', ...identity], `x${dana.secretAccessKey.slice(1)}\n`);
      await run(['identity', 'add', 'me', ...identity], `${dana.secretAccessKey}\n`);
      await run(['mfa', 'add', 'me', '--serial', dana.mfaSerial], `${dana.mfaSeed}\n`);
      const roleArn = 'arn:aws:iam::333344445555:role/ReadOnly';
      await run(['role', 'add', 'ro', '--role-arn', roleArn, '--source', 'me']);
      await run(['import', '--endpoint', 'here']);
      await run(['import', '--endpoint', 'here', '--apply', '--json']);
      await run(['switch', 'ro', '--json']);
      const delivered = await readFile(awsFile('credentials'), 'utf8');
      await run(['exec', 'ro', '--', process.execPath, '-e', '']);
      for (const json of [[], ['--json']]) {
        await run(['status', ...json]);
        await run(['identity', 'list', ...json]);
        await run(['profile', 'diff', ...json]);
        await run(['profile', 'undo', '--list', ...json]);
        await run(['profile', 'lint', ...json]);
      }
      await run(['stop', 'ro']);

      const sessionSecrets = [
        ...delivered.matchAll(/^aws_(?:secret_access_key|session_token) = (.+)$/gm),
      ];
      const canaries = new Map([
        ['passphrase', PASSPHRASE],
        ['key of dana', dana.secretAccessKey],
        ['seed of dana', dana.mfaSeed],
        ['key of bob', bob.secretAccessKey],
        ...sessionSecrets.map(([, value], index) => [`session ${index}`, value!] as const),
      ]);
      // The job was done: there was something to leak.
      expect(canaries.size).toBeGreaterThanOrEqual(6);
      expect(delivered).not.toContain(bob.secretAccessKey);
      expect(printed).toContain('Stopped ro.');
      const files = await filesIn(path.join(home, 'latchkey'));
      expect(files.length).toBeGreaterThan(5);
      for (const [name, canary] of canaries) {
        expect(foundIn(printed, canary), `${name} on the screen`).toBe(false);
        for (const file of files) {
          const bytes = (await readFile(file)).toString('latin1');
          expect(foundIn(bytes, canary), `${name} in ${file}`).toBe(false);
        }
      }
      await expectOwnersOnly(path.join(home, 'latchkey'));
      await expectOwnersOnly(path.dirname(awsFile('credentials')));
    });
  },
);

interface Practice {
  readonly url: string;
  readonly users: readonly {
    readonly userName: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly mfaSerial: string;
    readonly mfaSeed: string;
  }[];
}

/** As it is, and as the usual encodings would hide it. */
function foundIn(text: string, canary: string): boolean {
  const bytes = Buffer.from(canary);
  const forms = [
    canary,
    bytes.toString('base64'),
    bytes.toString('hex'),
    encodeURIComponent(canary),
  ];
  return forms.some((form) => text.includes(form));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function expectOwnersOnly(folder: string): Promise<void> {
  const names = ['', ...(await readdir(folder, { recursive: true }))];
  for (const name of names) {
    const { mode, uid } = await lstat(path.join(folder, name));
    expect({ name, others: mode & 0o077, uid }).toEqual({
      name,
      others: 0,
      uid: process.getuid!(),
    });
  }
}

function awsFile(name: string): string {
  return path.join(home, 'aws', name);
}

function start(args: readonly string[]): ChildProcess {
  return spawn(
    '/bin/sh',
    ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, ...COMMAND, ...args],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        LATCHKEY_HOME: path.join(home, 'latchkey'),
        LATCHKEY_VAULT: 'file',
        LATCHKEY_PASSPHRASE: PASSPHRASE,
        AWS_CONFIG_FILE: awsFile('config'),
        AWS_SHARED_CREDENTIALS_FILE: awsFile('credentials'),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
}

/** Also what fails: its words are looked at as well. */
async function run(args: readonly string[], input = ''): Promise<void> {
  const child = start(args);
  child.stdin?.end(input);
  const { out, err } = await endOf(child);
  printed += out + err;
}
