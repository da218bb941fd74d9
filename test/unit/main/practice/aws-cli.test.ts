import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeAccount, PracticeUser } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { codeAt, type SigningCredentials } from '#test/fixtures/practice-clients.ts';

const run = promisify(execFile);
const hasCli = spawnSync('aws', ['--version']).status === 0;

/** What the CLI prints of credentials. */
interface Printed {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
  };
}

describe.skipIf(!hasCli)('the AWS CLI (skipped where `aws` is not installed)', () => {
  // Stands still at the time the CLI signs with, so that a code stays good however slow the machine is.
  const clock = createFakeClock(Date.now());
  let account: PracticeAccount;
  let home: string;
  let dana: PracticeUser;
  beforeAll(async () => {
    account = await startPracticeAccount({ clock });
    home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-cli-'));
    dana =
      account.users.find(({ userName }) => userName === 'dana') ?? expect.fail('dana is not there');
  });
  afterAll(async () => {
    await account.close();
    await rm(home, { recursive: true });
  });

  async function aws(keys: SigningCredentials, ...command: readonly string[]): Promise<unknown> {
    const { stdout } = await run(
      'aws',
      [...command, '--endpoint-url', account.url, '--output', 'json'],
      {
        // Nothing of the person who runs the tests, but for the way to the command.
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          AWS_CONFIG_FILE: path.join(home, 'config'),
          AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
          AWS_REGION: 'eu-west-1',
          AWS_DEFAULT_REGION: 'eu-west-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_MAX_ATTEMPTS: '1',
          AWS_ACCESS_KEY_ID: keys.accessKeyId,
          AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
          ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
        },
      },
    );
    return JSON.parse(stdout);
  }

  const keysOf = ({ Credentials }: Printed): SigningCredentials => ({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  });

  test('signs in with a code, assumes a role and looks at keys', async () => {
    expect(await aws(dana, 'sts', 'get-caller-identity')).toMatchObject({
      Arn: dana.arn,
      Account: '111122223333',
    });

    const proof = [
      '--serial-number',
      dana.mfaSerial ?? '',
      '--token-code',
      codeAt(dana, clock.now()),
    ];
    const session = keysOf((await aws(dana, 'sts', 'get-session-token', ...proof)) as Printed);
    const { roleArn } =
      account.roles.find(({ name }) => name === 'acme-prod-admin') ?? expect.fail('no such role');
    const assume = ['sts', 'assume-role', '--role-arn', roleArn, '--role-session-name', 'cli'];
    const admin = keysOf((await aws(session, ...assume)) as Printed);
    expect(await aws(admin, 'sts', 'get-caller-identity')).toMatchObject({
      Arn: 'arn:aws:sts::333344445555:assumed-role/Admin/cli',
    });

    expect(await aws(session, 'iam', 'list-access-keys', '--user-name', 'dana')).toMatchObject({
      AccessKeyMetadata: [{ UserName: 'dana', AccessKeyId: dana.accessKeyId, Status: 'Active' }],
    });
  });

  test('assumes a role with every option, and is held by the session policy', async () => {
    const { roleArn } =
      account.roles.find(({ name }) => name === 'acme-dev-developer') ?? expect.fail('no role');
    const assume = ['sts', 'assume-role', '--role-arn', roleArn, '--role-session-name', 'cli'];
    const policy = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    const options = [
      '--source-identity',
      'dana',
      '--tags',
      'Key=team,Value=data',
      '--transitive-tag-keys',
      'team',
      '--policy-arns',
      'arn=arn:aws:iam::aws:policy/IAMUserChangePassword',
      '--policy',
      JSON.stringify(policy),
    ];
    const session = keysOf((await aws(dana, ...assume, ...options)) as Printed);
    expect(account.sessions().at(-1)).toMatchObject({
      sourceIdentity: 'dana',
      tags: [{ key: 'team', value: 'data' }],
      transitiveTagKeys: ['team'],
      policy: JSON.stringify(policy),
    });
    await expect(aws(session, 'iam', 'list-account-aliases')).rejects.toMatchObject({
      stderr: expect.stringContaining('because no session policy allows'),
    });
  });

  test("prints the account's own words when a code is refused", async () => {
    const proof = ['--serial-number', dana.mfaSerial ?? '', '--token-code', '000000'];
    await expect(aws(dana, 'sts', 'get-session-token', ...proof)).rejects.toMatchObject({
      stderr: expect.stringContaining(
        '(AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
      ),
    });
  });
});
