import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { UserSeed } from '#main/practice/world-seed.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { HOUR_MS } from '#shared/time.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { openPracticeClients, type PracticeClients } from '#test/fixtures/practice-clients.ts';
import { recordingTerminal } from './recording-terminal.ts';

/** IAM takes such a name. */
const FORMULA: UserSeed = {
  accountId: '111122223333',
  userName: '=1+1',
  about: 'Its name is a formula to a spreadsheet.',
  createdDaysAgo: 1,
  hasMfaDevice: false,
  permissions: [],
  keys: [],
};

let home = '';
let practice: PracticeClients;
let latchkey: Latchkey;
let socket: SocketShell | null;

const environment = () => ({
  HOME: home,
  LATCHKEY_HOME: path.join(home, 'own'),
  LATCHKEY_VAULT: 'file',
  LATCHKEY_PASSPHRASE: 'correct horse battery',
});

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-report-'));
  practice = await openPracticeClients({ users: [FORMULA] });
  const { clock } = practice;
  const places = findPlaces(environment());
  latchkey = await createLatchkey({
    places,
    environment: environment(),
    clock,
    surface: 'browser',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
  const loadRouter = async () => createCommandRouter(latchkey.core);
  socket = await startSocketShell({ ...latchkey, loadRouter, socketPath: places.socket, clock });
  const { url } = practice.account;
  await run(['endpoint', 'add', 'practice', '--sts', url, '--iam', url]);
  for (const userName of ['ines', 'kim', 'gus']) await add(userName);
});
afterAll(async () => {
  await socket?.close();
  await latchkey.close({ withdraw: false });
  await practice.close();
  await rm(home, { recursive: true });
});
// The report of the test before is too old.
beforeEach(() => practice.clock.jump(5 * HOUR_MS));

/** One command; the clock goes on whenever it waits for AWS. */
async function run(
  args: readonly string[],
  parts: { readonly input?: string; readonly answers?: readonly string[] } = {},
) {
  const terminal = recordingTerminal(parts);
  const running = runCommandLine(args, {
    terminal,
    environment: environment(),
    clock: practice.clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  let code: number | null = null;
  void running.then((ended) => (code = ended));
  while (code === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (terminal.said.includes('AWS makes the report.')) await practice.clock.advance(1000);
  }
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

async function add(userName: string) {
  const { accessKeyId, secretAccessKey, mfaSerial } = practice.user(userName);
  const device = mfaSerial === null ? [] : ['--mfa-serial', mfaSerial];
  const args = ['identity', 'add', userName, '--access-key-id', accessKeyId, ...device];
  const { code } = await run([...args, '--endpoint', 'practice'], { input: secretAccessKey });
  expect(code).toBe(0);
}

/** By ines, who types the code of her device where she is asked. */
const report = (...args: readonly string[]) =>
  run(['report', 'ines', ...args], { answers: [practice.codeOf('ines')] });

describe('latchkey report', () => {
  it('shows what somebody should see to, the gravest first, and how much there is', async () => {
    const { code, out, err } = await report();
    expect(code).toBe(0);
    expect(err).toBe('AWS makes the report.');
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^FINDING +USER +KEY +DAYS +SINCE$/);
    expect(lines[1]).toMatch(/^key of the root user +<root_account> +1 +\d+ +\d{4}-\d\d-\d\dT/);
    expect(lines[2]).toMatch(/^signs in without MFA +<root_account> +– +– +–$/);
    expect(out).toMatch(/^old key +dana +1 +97 /m);
    expect(out).toMatch(/^key never used +lou +1 +240 /m);
    expect(lines.at(-3)).toMatch(/^1 × key of the root user · 2 × signs in without MFA · \d × old/);
    expect(lines.at(-1)).toMatch(
      /^Account 111122223333, as of 2026-11-24T\d\d:00:\d\dZ \(\d s ago\): \d+ users, \d+ active keys\.$/,
    );
  });

  it('is JSON for programs, without the CSV', async () => {
    const { out } = await report('--json');
    const parsed = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(parsed).toSorted()).toEqual([
      'accountId',
      'findings',
      'generatedAt',
      'users',
    ]);
  });

  it('needs a person for the code where nobody sits there', async () => {
    const { code, err } = await run(['report', 'gus']);
    expect(code).toBe(3);
    expect(err).toContain('echo CODE | latchkey switch gus --mfa-code-stdin');
  });

  it('says which permissions it takes', async () => {
    const { code, err } = await run(['report', 'kim']);
    expect(code).toBe(1);
    expect(err).toContain('iam:GenerateCredentialReport and iam:GetCredentialReport');
  });

  it('asks which one, where there are several', async () => {
    expect(await run(['report'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There are several identities'),
    });
    expect((await run(['report', 'eve'])).code).toBe(4);
  });
});

describe('latchkey report --csv', () => {
  const file = () => path.join(home, 'report.csv');
  afterEach(() => rm(file(), { recursive: true, force: true }));

  it('writes what AWS made, byte for byte, for nobody else to read', async () => {
    const { code, err } = await report('--csv', file());
    expect(code).toBe(0);
    expect(err).toContain(`Wrote ${file()}.`);
    expect(err).toContain('The name of a user begins with =, +, - or @');
    const { Content } = await practice
      .iam(practice.user('ines'))
      .send(new GetCredentialReportCommand());
    expect(await readFile(file())).toEqual(Buffer.from(Content ?? []));
    if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it.each(['a file', 'a folder', 'a link to nowhere'])(
    'overwrites nothing, not even %s, and asks AWS nothing in vain',
    async (what) => {
      if (what === 'a file') await writeFile(file(), 'mine');
      else if (what === 'a folder') await mkdir(file());
      else await symlink(path.join(home, 'nowhere'), file());
      const { code, err } = await report('--csv', file());
      expect(code).toBe(2);
      expect(err).toContain('--csv cannot be used');
      expect(err).toContain('it is not overwritten');
      expect(err).not.toContain('AWS makes');
      if (what === 'a file') expect(await readFile(file(), 'utf8')).toBe('mine');
      await expect(stat(path.join(home, 'nowhere'))).rejects.toThrow('ENOENT');
    },
  );

  it('names a folder that is not there', async () => {
    const { code, err } = await report('--csv', path.join(home, 'nowhere', 'report.csv'));
    expect(code).toBe(2);
    expect(err).toContain('There is no such folder');
    expect(err).not.toContain('AWS makes');
  });
});
