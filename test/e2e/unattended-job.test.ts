import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasMotoServer,
  letMotoVerify,
  startMotoServer,
  type MotoServer,
} from '#test/fixtures/moto-server.ts';
import { callerIdentity } from './caller-identity.ts';
import { COMMAND, endOf } from './command.ts';

/**
 * The whole job as a script does it: three variables, the command line and a clean home, against an
 * AWS that is not ours and that verifies signatures and policies. AWS's own tools judge the result.
 */
const run = promisify(execFile);
const hasAwsCli = spawnSync('aws', ['--version']).status === 0;
const ACCOUNT = '123456789012';
const USER = `arn:aws:iam::${ACCOUNT}:user/ci`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Deploy`;

describe.skipIf(!hasMotoServer())(
  'unattended, against moto (skipped where `moto_server` is not installed)',
  () => {
    let moto: MotoServer;
    let user: MotoUser;
    let home = '';

    beforeAll(async () => {
      moto = await startMotoServer();
      user = await makeUserAndRole(moto.url);
      await letMotoVerify(moto.url);
      home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-unattended-'));
    });
    afterAll(async () => {
      await moto?.stop();
      if (home !== '') await rm(home, { recursive: true, force: true });
    });

    it('adds an endpoint, a key that is proven first, its MFA device and a role', async () => {
      const { url } = moto;
      await done('endpoint', 'add', 'moto', '--region', 'eu-west-1', '--sts', url, '--iam', url);

      const identity = ['identity', 'add', 'ci', '--access-key-id', user.accessKeyId];
      const refused = await latchkey(WRONG_SECRET, ...identity, '--endpoint', 'moto', '--json');
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(JSON.parse(refused.err)).toMatchObject({ error: { code: 'aws/secret-wrong' } });

      await doneWith(user.secretAccessKey, ...identity, '--endpoint', 'moto');
      await doneWith(user.seed, 'mfa', 'add', 'ci');
      await done('role', 'add', 'deploy', '--role-arn', ROLE, '--source', 'ci', '--mfa', 'direct');
      expect(existsSync(path.join(home, '.aws'))).toBe(false);
    });

    it('switches: the profile works in the AWS SDK and in `aws`, given its name only', async () => {
      const switched = JSON.parse(await done('switch', 'deploy', '--json')) as object;
      expect(switched).toMatchObject({
        kind: 'started',
        target: { session: { state: 'active', deliveredTo: { profile: 'deploy' } } },
      });
      const caller = `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/ci`;
      expect(await callerIdentity({ profile: 'deploy', environment: environment() })).toEqual({
        arn: caller,
      });
      if (hasAwsCli) expect(await callerOfAws('deploy')).toBe(caller);
    });

    it('stops: the profile is gone, and no secret lies open anywhere in that home', async () => {
      expect(await done('stop', '--all')).toBe('Stopped deploy.\n');
      const asked = { profile: 'deploy', environment: environment(), region: 'eu-west-1' };
      expect(await callerIdentity(asked)).toEqual({ error: 'CredentialsProviderError' });
      if (hasAwsCli) await expect(callerOfAws('deploy')).rejects.toThrow('could not be found');

      for (const text of await everyFileOf(home)) {
        expect(text).not.toContain(user.secretAccessKey);
        expect(text).not.toContain(user.seed);
        expect(text).not.toContain(PASSPHRASE);
      }
    });

    function environment(): Record<string, string> {
      return { PATH: process.env['PATH'] ?? '', HOME: home };
    }

    async function latchkey(input: string, ...args: readonly string[]) {
      const child = spawn(process.execPath, [...COMMAND, ...args], {
        env: {
          ...environment(),
          LATCHKEY_HOME: path.join(home, 'latchkey'),
          LATCHKEY_VAULT: 'file',
          LATCHKEY_PASSPHRASE: PASSPHRASE,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      child.stdin.end(input);
      return endOf(child);
    }

    async function doneWith(input: string, ...args: readonly string[]): Promise<string> {
      const { code, out, err } = await latchkey(input, ...args);
      expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
      return out;
    }

    function done(...args: readonly string[]): Promise<string> {
      return doneWith('', ...args);
    }

    async function callerOfAws(profile: string): Promise<string> {
      const question = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
      const { stdout } = await run('aws', question, {
        env: { ...environment(), AWS_PROFILE: profile },
      });
      return stdout.trim();
    }
  },
);

const PASSPHRASE = 'only for this test';
const WRONG_SECRET = 'wrongwrongwrongwrongwrongwrongwrongwrong';

interface MotoUser {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly seed: string;
}

/** As an administrator would: a user with a key and an MFA device, and a role that trusts nobody else. */
async function makeUserAndRole(url: string): Promise<MotoUser> {
  const credentials = { accessKeyId: 'AKIASETTINGUP2222222', secretAccessKey: 'x' };
  const iam = new IAMClient({ endpoint: url, region: 'us-east-1', credentials });
  try {
    await iam.send(new CreateUserCommand({ UserName: 'ci' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ci' }));
    const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'ci' }));
    const { SerialNumber, Base32StringSeed = new Uint8Array() } = made.VirtualMFADevice ?? {};
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    await iam.send(new EnableMFADeviceCommand({ UserName: 'ci', SerialNumber, ...codes }));
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'ci',
        PolicyName: 'signs-in',
        PolicyDocument: policy({ Action: ['sts:*', 'iam:Get*', 'iam:List*'], Resource: '*' }),
      }),
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'Deploy',
        AssumeRolePolicyDocument: policy({ Action: 'sts:AssumeRole', Principal: { AWS: USER } }),
      }),
    );
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      seed: Buffer.from(Base32StringSeed).toString(),
    };
  } finally {
    iam.destroy();
  }
}

function policy(allowed: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...allowed }] });
}

async function everyFileOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')),
  );
}
