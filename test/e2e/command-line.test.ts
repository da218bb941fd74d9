import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBoxFile } from '#main/secrets/box-file.ts';
import { COMMAND, endOf, firstLine } from './command.ts';
import { startPracticeCommand, type PracticeCommand } from './practice-command.ts';

/**
 * The main job by command line only, in a clean home, as a script would do it: every step is a
 * process of its own, and what comes out is judged by the official AWS SDK.
 */
const project = path.resolve(import.meta.dirname, '../..');
let home = '';
let practice: PracticeCommand;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-command-'));
  practice = await startPracticeCommand(environment());
});

afterAll(async () => {
  if ((await practice.stop()) !== 0) throw new Error('The practice account did not end well.');
  await rm(home, { recursive: true, force: true });
});

it('does the whole job unattended: endpoint, identity, MFA, role, switch, and stop', async () => {
  const { url } = practice;
  const dana = practice.user('dana');

  await latchkey(
    'endpoint',
    'add',
    'practice',
    '--region',
    'us-east-1',
    '--sts',
    url,
    '--iam',
    url,
  );
  const identity = [
    'identity',
    'add',
    'me',
    '--access-key-id',
    dana.accessKeyId,
    '--endpoint',
    'practice',
  ];
  await latchkeyWith(`${dana.secretAccessKey}\n`, ...identity);
  await latchkeyWith(
    `otpauth://totp/me@acme?secret=${dana.mfaSeed}\n`,
    'mfa',
    'add',
    'me',
    '--serial',
    dana.mfaSerial,
  );
  const roleArn = 'arn:aws:iam::333344445555:role/ReadOnly';
  await latchkey(
    'role',
    'add',
    'prod-ro',
    '--role-arn',
    roleArn,
    '--source',
    'me',
    '--region',
    'eu-west-1',
  );

  // The role asks for MFA, so this works only with a code that Latchkey made.
  const switched = JSON.parse((await latchkey('switch', 'prod-ro', '--json')).out) as {
    target: { session: object };
  };
  expect(switched.target.session).toMatchObject({
    state: 'active',
    deliveredTo: { profile: 'prod-ro', path: awsFile('credentials') },
  });
  expect((await stat(awsFile('credentials'))).mode & 0o777).toBe(0o600);
  expect(await callerOf('prod-ro')).toBe('arn:aws:sts::333344445555:assumed-role/ReadOnly/dana');

  const status = JSON.parse((await latchkey('status', '--json')).out) as Status;
  expect(status.sessions.map(({ name }) => name)).toEqual(['me', 'prod-ro']);
  expect(status.keys).toMatchObject([{ identity: 'me', ageDays: 97, state: 'overdue' }]);

  const environmentOfChild = await latchkey(
    'exec',
    'prod-ro',
    '--',
    process.execPath,
    '-e',
    SHOW_ENVIRONMENT,
  );
  const given = JSON.parse(environmentOfChild.out) as Record<string, string>;
  const credentials = JSON.parse((await latchkey('credentials', 'prod-ro')).out) as Record<
    string,
    unknown
  >;
  expect(given).toMatchObject({
    AWS_ACCESS_KEY_ID: credentials['AccessKeyId'],
    AWS_SECRET_ACCESS_KEY: credentials['SecretAccessKey'],
    AWS_SESSION_TOKEN: credentials['SessionToken'],
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: url,
  });
  expect(given).not.toHaveProperty('LATCHKEY_PASSPHRASE');
  expect(given).not.toHaveProperty('AWS_PROFILE');
  expect(credentials['AccountId']).toBe('333344445555');

  const lines = (await latchkey('env', 'prod-ro', '--shell', 'bash')).out;
  expect(lines).toContain(`export AWS_SESSION_TOKEN='${String(credentials['SessionToken'])}'`);

  const stopped = await latchkey('stop', 'prod-ro');
  expect(stopped.out).toBe('Stopped prod-ro.\n');
  expect(await callerOf('prod-ro')).toBe('no credentials');
  // There was no such file before, so there is none after.
  expect(existsSync(awsFile('credentials'))).toBe(false);

  const everything = await readFile(path.join(home, 'latchkey', 'state.json'), 'utf8');
  expect(everything).not.toContain(dana.secretAccessKey);
  expect(everything).not.toContain(dana.mfaSeed);
  // Whoever takes the vault pays the full price for each passphrase that is tried.
  const vault = await readBoxFile(path.join(home, 'latchkey', 'vault.bin'), 'vault');
  expect(vault?.kdf?.cost).toEqual({ log2N: 17, r: 8, p: 1 });
});

it('passes a signal on to what exec runs, and gives its exit code', async () => {
  // The session of before is still there: no code is needed.
  const child = start('exec', 'me', '--', process.execPath, '-e', SAY_READY_AND_WAIT);
  await firstLine(child);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(42);
});

interface Status {
  readonly sessions: readonly { readonly name: string }[];
  readonly keys: readonly object[];
}

const SHOW_ENVIRONMENT = 'process.stdout.write(JSON.stringify(process.env))';
const SAY_READY_AND_WAIT =
  "process.on('SIGTERM', () => process.exit(42)); console.log('ready'); setTimeout(() => {}, 60_000)";

function environment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'only for this test',
    AWS_CONFIG_FILE: awsFile('config'),
    AWS_SHARED_CREDENTIALS_FILE: awsFile('credentials'),
    // Left over from somewhere: exec and env must not let it win.
    AWS_PROFILE: 'somebody-else',
  };
}

function awsFile(name: string): string {
  return path.join(home, 'aws', name);
}

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...COMMAND, ...args], {
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function latchkey(...args: readonly string[]) {
  return latchkeyWith('', ...args);
}

async function latchkeyWith(
  input: string,
  ...args: readonly string[]
): Promise<{ readonly out: string }> {
  const child = start(...args);
  child.stdin?.end(input);
  const { code, out, err } = await endOf(child);
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  return { out };
}

/** Who the official SDK says it is when it is given a profile's name and where the files are, and nothing else. */
async function callerOf(profile: string): Promise<string> {
  const script = `
    import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
    try {
      console.log((await new STSClient().send(new GetCallerIdentityCommand())).Arn);
    } catch (error) {
      console.log(error.name === 'CredentialsProviderError' ? 'no credentials' : error);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      AWS_PROFILE: profile,
      AWS_CONFIG_FILE: awsFile('config'),
      AWS_SHARED_CREDENTIALS_FILE: awsFile('credentials'),
      // On a machine in EC2 the chain would go on to the machine's own role.
      AWS_EC2_METADATA_DISABLED: 'true',
      // The profile is gone after a stop, and with it its Region.
      AWS_REGION: 'us-east-1',
      // The SDK says on Node 20 that it will want a newer one.
      NODE_NO_WARNINGS: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await endOf(child)).out.trim();
}
