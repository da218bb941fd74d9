import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { isHere, signersOf } from '#test/fixtures/recording-s3.ts';
import { project } from './command.ts';

const clock = createSystemClock();
const built = path.join(project, 'out/main/latchkey.cjs');
const succeeds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const hasBoto = succeeds('python3', '-c', 'import boto3');
const hasAws = isHere('aws');

let home: string;
let account: PracticeAccount;
let latchkey: Latchkey;
let socket: SocketShell | null;
let client: ReturnType<typeof createInProcessClient>;
const PASSPHRASE = 'correct horse battery';
const own = () => ({ HOME: home, LATCHKEY_HOME: path.join(home, "Latch key's") });
const script = () => findPlaces(own()).quickScript;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-clients-'));
  account = await startPracticeAccount({ clock });
  const places = findPlaces(own());
  latchkey = await openLatchkey('browser');
  client = createInProcessClient(latchkey);
  socket = await startSocketShell({
    ...latchkey,
    loadRouter: async () => createCommandRouter(latchkey.core),
    socketPath: places.socket,
    clock,
  });
  await client.endpoints.add({
    name: 'practice',
    partition: 'aws',
    region: 'eu-west-1',
    stsUrl: account.url,
    iamUrl: account.url,
    writesEndpointUrl: true,
  });
  const kim = account.users.find(({ userName }) => userName === 'kim')!;
  const dana = account.users.find(({ userName }) => userName === 'dana')!;
  const pat = account.users.find(({ userName }) => userName === 'pat')!;
  await client.identities.add({ name: 'kim', endpoint: 'practice', ...keysOf(kim) });
  for (const user of [dana, pat])
    await client.identities.add({
      name: user.userName,
      endpoint: 'practice',
      ...keysOf(user),
      mfaSerial: user.mfaSerial!,
      mfaSeed: user.mfaSeed!,
      deliver: 'process',
    });
  await client.identities.add({
    name: 'kept-elsewhere',
    endpoint: 'practice',
    ...keysOf(dana),
    mfaSerial: dana.mfaSerial!,
  });
  const { roleArn } = account.roles.find(({ name }) => name === 'acme-dev-developer')!;
  const role = { roleArn, source: 'kim', mfa: 'none' } as const;
  await client.roles.add({ ...role, name: 'by-file' });
  await client.roles.add({ ...role, name: 'by-process', deliver: 'process' });
  await client.targets.switch({ target: 'by-file' });
  await client.targets.switch({ target: 'by-process' });
});
afterAll(async () => {
  await socket?.close();
  await latchkey?.close({ withdraw: true });
  await account?.close();
  await rm(home, { recursive: true, force: true });
});

function openLatchkey(surface: 'browser' | 'command'): Promise<Latchkey> {
  return createLatchkey({
    places: findPlaces(own()),
    environment: { ...own(), LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: PASSPHRASE },
    clock,
    surface,
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
  });
}

function keysOf({
  accessKeyId,
  secretAccessKey,
}: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}) {
  return { accessKeyId, secretAccessKey };
}

/** Not `spawnSync`: this process is who answers. */
function run(file: string, args: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'], HOME: home, ...environment };
  const child = spawn(file, args, { env, cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

const JAVASCRIPT = `
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
console.log(Arn);`;
const PYTHON = `
import boto3
print(boto3.client('sts').get_caller_identity()['Arn'])`;
const STORM = `
import boto3
sts = boto3.client('sts')
for _ in range(10): sts.get_caller_identity()`;

const ARN = /:assumed-role\/Developer\/|:assumed-role\//;

describe.each(['by-file', 'by-process'])('a client that is given AWS_PROFILE=%s', (profile) => {
  it('calls AWS with the JavaScript SDK', async () => {
    const args = ['--input-type=module', '-e', JAVASCRIPT];
    const { code, out, err } = await run(process.execPath, args, { AWS_PROFILE: profile });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(ARN);
  });

  it.skipIf(!hasBoto)('calls AWS with boto3, where that is installed', async () => {
    const { code, out, err } = await run('python3', ['-c', PYTHON], { AWS_PROFILE: profile });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(ARN);
  });

  it.skipIf(!hasAws)('calls AWS with the AWS CLI, where that is installed', async () => {
    const args = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const { code, out, err } = await run('aws', args, { AWS_PROFILE: profile });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(ARN);
  });

  it.skipIf(!isHere('rclone'))(
    'signs with its session in rclone, where that is installed',
    async () => {
      const given = await client.credentials({ name: profile });
      const { accessKeyId, sessionToken } = given as Extract<typeof given, { kind: 'credentials' }>;
      const signers = await signersOf('rclone', { HOME: home, AWS_PROFILE: profile });
      expect(signers).toEqual([{ accessKeyId, sessionToken }]);
    },
  );
});

describe.skipIf(!existsSync(built))('the quick command and the whole one (npm run build)', () => {
  it.each([
    [['nobody']],
    [['kept-elsewhere']],
    [[]],
    [['']],
    [['dev', 'more']],
    [['--help']],
    [['-x']],
    [['--', '-x']],
    [['a b']],
    [['é%/..']],
    [['a%b']],
  ])('say the same of credentials %j, with the app and without it', async (args) => {
    const whole = path.join(project, 'out/main/cli.js');
    const without = { LATCHKEY_HOME: path.join(home, 'empty') };
    // With the passphrase at hand, nobody waits for a person.
    const atOnce = { ...own(), LATCHKEY_PASSPHRASE: PASSPHRASE };
    for (const environment of [atOnce, without]) {
      const ask = (file: string) =>
        run(process.execPath, [file, 'credentials', ...args], environment);
      const [quick, slow] = [await ask(built), await ask(whole)];
      expect(quick).toEqual(slow);
      expect(quick.code === 0 ? quick.out : quick.err).toMatch(/Usage: latchkey|^latchkey: /);
    }
  });
});

describe('a credential_process line', () => {
  it('has no key beside it in any file', async () => {
    const files = findPlaces(own());
    const config = await readFile(files.configFile, 'utf8');
    expect(config).toContain('[profile by-process]\ncredential_process = ');
    expect(await readFile(files.credentialsFile, 'utf8')).not.toContain('by-process');
  });

  it.skipIf(!hasBoto)('is started once by botocore for ten requests (refresh storm)', async () => {
    // Counts its starts, and is otherwise the script.
    const counted = path.join(home, 'starts');
    const text = await readFile(script(), 'utf8');
    await writeFile(script(), text.replace('\n', `\necho started >> '${counted}'\n`));
    await chmod(script(), 0o700);
    const { code, err } = await run('python3', ['-c', STORM], { AWS_PROFILE: 'by-process' });
    await writeFile(script(), text);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await readFile(counted, 'utf8')).toBe('started\n');
  });

  it('makes one call of STS with one code for fifty that start at once, and no error', async () => {
    await expectOneCall(50, 'dana');
  });

  it('answers five hundred times in a row', async () => {
    const before = account.calls.length;
    for (let index = 0; index < 500; index++) {
      const { code, err } = await run(script(), ['by-process']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
    expect(account.calls.length).toBe(before);
  });

  it.each(['browser', 'command'] as const)(
    'starts what is there now when Node or Latchkey has moved (%s)',
    async (surface) => {
      const right = await readFile(script(), 'utf8');
      await writeFile(script(), right.replaceAll(process.execPath, '/gone/node'));
      const next = await openLatchkey(surface);
      await next.close({ withdraw: false });
      expect(await readFile(script(), 'utf8')).toBe(right);
    },
  );
});

describe.skipIf(!existsSync(built))(
  'a credential_process line when the app has quit (needs npm run build)',
  () => {
    const passphrase = { LATCHKEY_PASSPHRASE: PASSPHRASE, LATCHKEY_VAULT: 'file' };

    beforeAll(async () => {
      await client.targets.stop({ target: 'dana' });
      await socket?.close();
      await latchkey.close({ withdraw: true });
    });

    it('is still there, and the keys are not', async () => {
      const files = findPlaces(own());
      expect(await readFile(files.configFile, 'utf8')).toContain('credential_process = ');
      expect(await readFile(files.credentialsFile, 'utf8').catch(() => '')).not.toContain('ASIA');
    });

    it.each([
      [2, 'pat'],
      [50, 'dana'],
    ])(
      'makes one call of STS with one code for %i that start at once, and no error',
      (count, name) => expectOneCall(count, name, passphrase),
      300_000,
    );
  },
);

/** Nobody has a session of it yet. */
async function expectOneCall(count: number, name: string, environment = {}) {
  const before = account.calls.length;
  const all = await Promise.all(
    Array.from({ length: count }, () => run(script(), [name], environment)),
  );
  expect(new Set(all.map(({ code, err }) => `${code}${err}`))).toEqual(new Set(['0']));
  expect(new Set(all.map(({ out }) => out)).size).toBe(1);
  expect(all[0]?.out).toContain('"AccessKeyId":"ASIA');
  const calls = account.calls.slice(before);
  expect(calls.map(({ action, status }) => [action, status])).toEqual([['GetSessionToken', 200]]);
  expect(calls[0]?.tokenCode).toMatch(/^\d{6}$/);
}
