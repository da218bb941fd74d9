import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { UserSeed } from '#main/practice/world-seed.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { openPracticeClients, type PracticeClients } from '#test/fixtures/practice-clients.ts';
import { recordingTerminal } from './recording-terminal.ts';

/** `latchkey account` with a running Latchkey, against the practice account. */
const MAIN = '111122223333';
const OLD = 'Practice-vera-1';
const PEOPLE: readonly UserSeed[] = [
  person('vera', MAIN, ['iam:*'], { text: OLD, changedDaysAgo: 10, lastUsedDaysAgo: 1 }),
  person('wim', '222233334444', ['iam:*'], {
    text: 'Practice-wim-1',
    changedDaysAgo: 10,
    lastUsedDaysAgo: 1,
  }),
  person('nils', MAIN, ['iam:ChangePassword']),
];

function person(
  userName: string,
  accountId: string,
  actions: readonly string[],
  password?: UserSeed['password'],
): UserSeed {
  return {
    accountId,
    userName,
    about: 'For these tests.',
    createdDaysAgo: 300,
    hasMfaDevice: false,
    permissions: [{ effect: 'Allow', actions, resources: ['*'] }],
    keys: [{ status: 'Active', createdDaysAgo: 20, lastUsed: null }],
    ...(password === undefined ? {} : { password }),
    sshPublicKeys: [{ status: 'Active', uploadedDaysAgo: 15 }],
    serviceCredentials: [
      {
        serviceName: 'bedrock.amazonaws.com',
        status: 'Active',
        createdDaysAgo: 20,
        expiresInDays: 10,
      },
    ],
  };
}

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
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-account-'));
  practice = await openPracticeClients({ users: PEOPLE });
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
  for (const userName of ['vera', 'wim', 'nils', 'gus', 'lou']) await add(userName);
});
afterAll(async () => {
  await socket?.close();
  await latchkey.close({ withdraw: false });
  await practice.close();
  await rm(home, { recursive: true });
});

async function run(
  args: readonly string[],
  parts: { readonly input?: string; readonly answers?: readonly string[] } = {},
) {
  const terminal = recordingTerminal(parts);
  const code = await runCommandLine(args, {
    terminal,
    environment: environment(),
    clock: practice.clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

async function add(userName: string) {
  const { accessKeyId, secretAccessKey, mfaSerial } = practice.user(userName);
  const device = mfaSerial === null ? [] : ['--mfa-serial', mfaSerial];
  const args = ['identity', 'add', userName, '--access-key-id', accessKeyId, ...device];
  const { code } = await run([...args, '--endpoint', 'practice'], { input: secretAccessKey });
  expect(code).toBe(0);
}

const account = (args: readonly string[], parts: Parameters<typeof run>[1] = {}) =>
  run(['account', ...args], parts);

interface Listed {
  readonly credentials: readonly { kind: string; id: string; status: string }[];
  readonly notTold: readonly string[];
}

async function listed(userName: string): Promise<Listed> {
  const { code, out } = await account(['list', userName, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out) as Listed;
}

async function idOf(userName: string, kind: string): Promise<string> {
  const found = (await listed(userName)).credentials.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`${userName} has no ${kind}`);
  return found.id;
}

describe('latchkey account password', () => {
  it('shows the rules before anything is asked, and asks again for one that breaks them', async () => {
    const answers = [OLD, 'short', 'A-new-password-1', 'A-new-password-2'];
    const { code, out, err } = await account(['password', 'vera'], {
      answers: [...answers, 'A-new-password-1', 'A-new-password-1'],
    });
    expect({ code, out }).toEqual({ code: 0, out: 'The console password of vera is changed.' });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(
        /^A new password needs 12 to 128 characters; a capital letter, A to Z;/,
      ),
      'The last 3 cannot come again.',
      'It ends after 365 days.',
      expect.stringMatching(/^It needs 12 to 128 characters; a capital letter, A to Z; a digit;/),
      'The two are not the same.',
    ]);
    // It is the new one that holds.
    const again = await account(['password', 'vera'], { input: `A-new-password-1\n${OLD}X-22\n` });
    expect(again.code).toBe(0);
    const back = await account(['password', 'vera'], { input: `${OLD}X-22\nA-last-password-1\n` });
    expect(back.code).toBe(0);
  });

  it('takes both from standard input, with the blanks that belong to them', async () => {
    const first = await account(['password', 'wim'], { input: 'Practice-wim-1\n Blank-1 \n' });
    expect(first.code).toBe(0);
    const second = await account(['password', 'wim'], { input: ' Blank-1 \nPractice-wim-2\n' });
    expect(second.code).toBe(0);
  });

  it('says which rules are broken, sends nothing, and repeats no password', async () => {
    const { code, out, err } = await account(['password', 'vera'], { input: 'x\nall-small\n' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('It needs 12 to 128 characters; a capital letter, A to Z; a digit.');
    expect(err).toContain('Nothing was sent');
    expect(err).not.toContain('all-small');
  });

  it('tells the rules alone; those of AWS where the account has none', async () => {
    const { out } = await account(['password', 'wim', '--rules']);
    expect(out).toContain('The account has no rules of its own; those of AWS hold.');
    expect(out).toContain('8 to 128 characters; three of these four');
    const { out: json } = await account(['password', 'vera', '--rules', '--json']);
    expect(JSON.parse(json)).toMatchObject({ isDefault: false, minimumLength: 12, remembered: 3 });
  });

  it.each([
    ['vera', 'Not-the-old-one-1\nA-brand-new-one-1\n', 1, 'The old password may be wrong, too.'],
    ['nils', 'Anything-1234\nA-brand-new-one-1\n', 1, 'nils has no password for the console'],
    ['vera', '\n', 2, 'nothing came on standard input'],
    ['vera', 'only one line', 2, 'nothing came on standard input'],
    ['eve', 'a\nb\n', 4, 'no identity called eve'],
  ])('of %s with %j ends in %i and a sentence', async (user, input, code, sentence) => {
    const ended = await account(['password', user], { input });
    expect(ended.code).toBe(code);
    expect(ended.err.toLowerCase()).toContain(sentence.toLowerCase());
    expect(ended.err).not.toMatch(/brand-new|old-one/);
  });

  it('AWS refuses one that was used before, which only AWS remembers', async () => {
    const { code, err } = await account(['password', 'vera'], {
      input: `A-last-password-1\nA-new-password-1\n`,
    });
    expect(code).toBe(1);
    expect(err).toContain('a password used before may be refused too');
  });

  it('leaves no password behind in the files of Latchkey', async () => {
    const { stateFile, logFile } = findPlaces(environment());
    for (const file of [stateFile, logFile])
      expect(await readFile(file, 'utf8').catch(() => '')).not.toMatch(/-password-1|Practice-/);
  });
});

describe('latchkey account list', () => {
  it('shows what there is, with age and status', async () => {
    const { code, out } = await account(['list', 'gus'], { answers: [practice.codeOf('gus')] });
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));
    expect(lines[0]).toBe('WHAT | ID | FOR | STATUS | AGE | UNTIL');
    expect(lines).toContainEqual(
      expect.stringMatching(/^SSH public key \| APKA\w+ \| – \| inactive \| 620 d \| –$/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^service credential \| ACCA\w+ \| bedrock.amazonaws.com \| active \| 20 d \| 2026-/,
      ),
    );
  });

  it('says what the user may not list, and shows the rest', async () => {
    const { code, out, err } = await account(['list', 'lou']);
    expect(code).toBe(0);
    expect(out).toBe('There are none.');
    expect(err).toBe('AWS does not let this user list: server certificate.');
    const { code: denied, err: why } = await account(['list', 'nils']);
    expect(denied).toBe(1);
    expect(why).toContain('iam:ListSSHPublicKeys');
  });

  it('calls a certificate expired when it is', async () => {
    const { credentials } = await listed('vera');
    const certificates = credentials.filter(({ kind }) => kind === 'server-certificate');
    expect(certificates.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'shop.example.com active',
      'old.example.com expired',
    ]);
  });
});

describe('latchkey account activate, deactivate, delete', () => {
  it.each(['ssh-public-key', 'service-specific-credential'])(
    'a %s is made inactive, active again, and deleted',
    async (kind) => {
      const id = await idOf('vera', kind);
      const statusNow = async () =>
        (await listed('vera')).credentials.find((each) => each.id === id)?.status;
      expect((await account(['deactivate', 'vera', id])).out).toContain(`${id} is inactive.`);
      expect(await statusNow()).toBe('inactive');
      expect((await account(['activate', 'vera', id])).code).toBe(0);
      expect(await statusNow()).toBe('active');
      expect((await account(['delete', 'vera', id, '--yes'])).out).toContain(`${id} is deleted.`);
      expect(await statusNow()).toBeUndefined();
    },
  );

  it('nothing is deleted unless somebody says so', async () => {
    const id = await idOf('wim', 'ssh-public-key');
    const unattended = await account(['delete', 'wim', id]);
    expect(unattended.code).toBe(3);
    expect(unattended.err).toContain(`Deleting the SSH public key ${id} takes a yes`);
    for (const answer of ['', 'n', 'no', 'delete'])
      expect(await account(['delete', 'wim', id], { answers: [answer] })).toEqual({
        code: 1,
        out: '',
        err: 'Nothing was deleted.',
      });
    expect(await idOf('wim', 'ssh-public-key')).toBe(id);
    const { code } = await account(['delete', 'wim', id], { answers: ['y'] });
    expect(code).toBe(0);
  });

  it.each([
    [['deactivate', 'vera', 'old.example.com'], 2, 'it can be deleted'],
    [['delete', 'vera', 'shop.example.com', '--yes'], 1, 'while something uses it'],
    [['delete', 'vera', 'APKAEIBAERJR2EXAMPLE', '--yes'], 4, 'latchkey account list vera'],
    [['delete', 'vera', '\u001B[2Jx', '--yes'], 4, 'There is no credential called'],
  ])('%j ends in %i and a sentence', async (args, code, sentence) => {
    const ended = await account(args);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(sentence);
    expect(ended.err).not.toContain('\u001B');
  });

  it('a certificate that nothing uses is deleted', async () => {
    expect((await account(['delete', 'vera', 'old.example.com', '--yes'])).code).toBe(0);
    expect((await listed('vera')).credentials.map(({ id }) => id)).not.toContain('old.example.com');
  });
});
