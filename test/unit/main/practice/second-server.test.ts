import {
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountPasswordPolicyCommand,
  GetCredentialReportCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ListSSHPublicKeysCommand,
  ListVirtualMFADevicesCommand,
  UpdateAccessKeyCommand,
  UpdateAccountPasswordPolicyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { createFakeClock, type FakeClock } from '#test/fakes/fake-clock.ts';
import { hasMotoServer, startMotoServer, type MotoServer } from '#test/fixtures/moto-server.ts';
import { codeAt, refusalOf, type SigningCredentials } from '#test/fixtures/practice-clients.ts';

const hasMoto = hasMotoServer();

const CALLS = [
  'GetCallerIdentity',
  'GetSessionToken',
  'AssumeRole',
  'AssumeRole with options',
  'GetFederationToken',
  'GetUser',
  'ListAccessKeys',
  'GetAccessKeyLastUsed',
  'ListMFADevices',
  'ListAccountAliases',
  'NoSuchEntity',
  'CreateAccessKey',
  'UpdateAccessKey',
  'LimitExceeded',
  'DeleteAccessKey',
  'Deleted key',
  'CreateVirtualMFADevice',
  'EntityAlreadyExists',
  'EnableMFADevice',
  'ListVirtualMFADevices',
  'DeactivateMFADevice',
  'DeleteVirtualMFADevice',
  'Deleted device',
  'GetAccountPasswordPolicy',
  'ReportNotPresent',
  'GenerateCredentialReport',
  'GetCredentialReport',
  'ListSSHPublicKeys',
] as const;

/** Where the two differ, and AWS's own model is on our side: it makes the first optional and the others are sent. */
const MOTO_DIFFERS: ReadonlyMap<string, object> = new Map<string, object>([
  ['AssumeRole', { PackedPolicySize: 'number' }],
  ['AssumeRole with options', { SourceIdentity: undefined }],
  ['ListAccessKeys', { IsTruncated: undefined }],
  ['ListAccountAliases', { IsTruncated: undefined }],
  ['ListSSHPublicKeys', { IsTruncated: undefined }],
  // moto gives the seed away every time; the guide has it in the reply to CreateVirtualMFADevice alone.
  [
    'ListVirtualMFADevices',
    {
      VirtualMFADevices: [
        {
          SerialNumber: 'string',
          Base32StringSeed: 'bytes',
          QRCodePNG: 'bytes',
          EnableDate: 'time',
          User: {
            Path: 'string',
            UserName: 'string',
            UserId: 'string',
            Arn: 'string',
            CreateDate: 'time',
          },
        },
      ],
    },
  ],
]);

/** A server and the user and role that the scenario is played with. */
interface Stage {
  readonly url: string;
  readonly keys: SigningCredentials;
  /** Of somebody who may look at every user. */
  readonly adminKeys: SigningCredentials;
  readonly mfa: { readonly SerialNumber: string; readonly TokenCode: string };
  readonly roleArn: string;
  /** Somebody with an SSH key. */
  readonly sshUserName: string;
  /** By the server's clock. */
  readonly nowMs: number;
  /** Until a report is made. */
  readonly waitForReport: () => void;
}

/** Every call that both servers know, and the replies as the official SDK parses them. */
async function play(stage: Stage): Promise<Record<(typeof CALLS)[number], object>> {
  const { url, keys, adminKeys, mfa, roleArn } = stage;
  const settings = { endpoint: url, region: 'us-east-1', maxAttempts: 1 };
  const sts = new STSClient({ ...settings, credentials: keys });
  const iam = new IAMClient({ ...settings, credentials: keys });
  const admin = new IAMClient({ ...settings, credentials: adminKeys });
  try {
    return {
      GetCallerIdentity: await sts.send(new GetCallerIdentityCommand()),
      GetSessionToken: await sts.send(new GetSessionTokenCommand(mfa)),
      AssumeRole: await sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'scenario' }),
      ),
      'AssumeRole with options': await sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: 'scenario',
          SourceIdentity: 'dana',
          Tags: [{ Key: 'team', Value: 'data' }],
          TransitiveTagKeys: ['team'],
          PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
          Policy: '{"Version":"2012-10-17","Statement":[]}',
        }),
      ),
      GetFederationToken: await sts.send(
        new GetFederationTokenCommand({
          Name: 'dana',
          Policy: '{"Version":"2012-10-17","Statement":[]}',
        }),
      ),
      GetUser: await iam.send(new GetUserCommand({ UserName: 'dana' })),
      ListAccessKeys: await iam.send(new ListAccessKeysCommand({ UserName: 'dana' })),
      GetAccessKeyLastUsed: await iam.send(
        new GetAccessKeyLastUsedCommand({ AccessKeyId: keys.accessKeyId }),
      ),
      ListMFADevices: await iam.send(new ListMFADevicesCommand({ UserName: 'dana' })),
      ListAccountAliases: await iam.send(new ListAccountAliasesCommand()),
      NoSuchEntity: await refusalOf(admin.send(new GetUserCommand({ UserName: 'nobody' }))),
      ...(await playKeys(admin)),
      ...(await playDevices(admin, stage.nowMs)),
      ...(await playAccount(admin, stage)),
    };
  } finally {
    sts.destroy();
    iam.destroy();
    admin.destroy();
  }
}

async function playKeys(admin: IAMClient) {
  const named = { UserName: 'dana' };
  const create = () => admin.send(new CreateAccessKeyCommand(named));
  const created = await create();
  const key = { ...named, AccessKeyId: created.AccessKey?.AccessKeyId };
  const update = new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' });
  const remove = () => admin.send(new DeleteAccessKeyCommand(key));
  return {
    CreateAccessKey: created,
    UpdateAccessKey: await admin.send(update),
    LimitExceeded: await refusalOf(create()),
    DeleteAccessKey: await remove(),
    'Deleted key': await refusalOf(remove()),
  };
}

async function playDevices(admin: IAMClient, nowMs: number) {
  const create = () =>
    admin.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'second' }));
  const created = await create();
  const { SerialNumber, Base32StringSeed = new Uint8Array() } = created.VirtualMFADevice ?? {};
  const secret = Buffer.from(Base32StringSeed).toString();
  const code = (step: number) =>
    generateSync({ secret, epoch: Math.floor(nowMs / 1000) + 30 * step });
  const device = { UserName: 'dana', SerialNumber };
  const pair = { AuthenticationCode1: code(-1), AuthenticationCode2: code(0) };
  const remove = () => admin.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
  return {
    CreateVirtualMFADevice: created,
    EntityAlreadyExists: await refusalOf(create()),
    EnableMFADevice: await admin.send(new EnableMFADeviceCommand({ ...device, ...pair })),
    ListVirtualMFADevices: await admin.send(
      new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }),
    ),
    DeactivateMFADevice: await admin.send(new DeactivateMFADeviceCommand(device)),
    DeleteVirtualMFADevice: await remove(),
    'Deleted device': await refusalOf(remove()),
  };
}

async function playAccount(admin: IAMClient, { sshUserName, waitForReport }: Stage) {
  const policy = await admin.send(new GetAccountPasswordPolicyCommand());
  const get = () => admin.send(new GetCredentialReportCommand());
  const notPresent = await refusalOf(get());
  const generated = await admin.send(new GenerateCredentialReportCommand());
  waitForReport();
  return {
    GetAccountPasswordPolicy: policy,
    ReportNotPresent: notPresent,
    GenerateCredentialReport: generated,
    GetCredentialReport: await get(),
    ListSSHPublicKeys: await admin.send(new ListSSHPublicKeysCommand({ UserName: sshUserName })),
  };
}

describe.skipIf(!hasMoto)('beside moto (skipped where `moto_server` is not installed)', () => {
  let moto: MotoServer | undefined;
  const ours = new Map<string, object>();
  const theirs = new Map<string, object>();
  beforeAll(async () => {
    // Stands still, so that a code stays good however slow the machine is.
    const clock = createFakeClock(Date.now());
    const account = await startPracticeAccount({ clock });
    try {
      for (const [call, reply] of Object.entries(await play(ourStage(account, clock))))
        ours.set(call, reply);
    } finally {
      await account.close();
    }
    moto = await startMotoServer();
    for (const [call, reply] of Object.entries(await play(await motoStage(moto.url))))
      theirs.set(call, reply);
  });
  afterAll(() => moto?.stop());

  test.each(CALLS)('%s is answered in the same shape', (call) => {
    const shape = shapeOf(ours.get(call));
    // Some calls answer with nothing but that they were done.
    expect(Object.keys(ours.get(call) ?? {})).not.toEqual([]);
    expect(shapeOf(theirs.get(call))).toEqual(Object.assign({}, shape, MOTO_DIFFERS.get(call)));
  });

  test.each([
    'LimitExceeded',
    'EntityAlreadyExists',
    'Deleted key',
    'Deleted device',
    'ReportNotPresent',
  ])('%s has the same code and status', (call) => {
    const { code, status } = ours.get(call) as { code?: string; status?: number };
    expect(theirs.get(call)).toMatchObject({ code, status });
  });

  test('a credential report has the same columns', () => {
    const header = (of: ReadonlyMap<string, object>) => {
      const { Content = new Uint8Array() } = of.get('GetCredentialReport') as {
        Content?: Uint8Array;
      };
      return Buffer.from(Content).toString().split('\n')[0];
    };
    expect(header(ours)).toBe(header(theirs));
  });

  test('a user who does not exist is refused in the same words', () => {
    expect(ours.get('NoSuchEntity')).toEqual(theirs.get('NoSuchEntity'));
  });
});

function ourStage({ url, users, roles }: PracticeAccount, clock: FakeClock): Stage {
  const keysOf = (userName: string) => {
    const user =
      users.find((other) => other.userName === userName) ?? expect.fail(`no ${userName}`);
    return { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey };
  };
  const dana = users.find(({ userName }) => userName === 'dana') ?? expect.fail('no dana');
  return {
    url,
    keys: keysOf('dana'),
    adminKeys: keysOf('root'),
    mfa: { SerialNumber: dana.mfaSerial ?? '', TokenCode: codeAt(dana, clock.now()) },
    roleArn: roles.find(({ name }) => name === 'acme-dev-developer')?.roleArn ?? '',
    sshUserName: 'gus',
    nowMs: clock.now(),
    waitForReport: () => clock.jump(4000),
  };
}

/** moto starts empty and checks neither keys nor codes. */
async function motoStage(url: string): Promise<Stage> {
  const anyKeys = { accessKeyId: 'AKIASETTINGUP2222222', secretAccessKey: 'x' };
  const iam = new IAMClient({ endpoint: url, region: 'us-east-1', credentials: anyKeys });
  await iam.send(new CreateUserCommand({ UserName: 'dana' }));
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme-main' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'dana' }));
  const device = await iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'dana' }),
  );
  const SerialNumber = device.VirtualMFADevice?.SerialNumber ?? '';
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
  await iam.send(new EnableMFADeviceCommand({ UserName: 'dana', SerialNumber, ...codes }));
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'Developer', AssumeRolePolicyDocument: trust }),
  );
  await iam.send(
    new UploadSSHPublicKeyCommand({ UserName: 'dana', SSHPublicKeyBody: 'ssh-rsa AAAAB3 dana' }),
  );
  await iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 12,
      MaxPasswordAge: 365,
      PasswordReusePrevention: 3,
    }),
  );
  iam.destroy();
  return {
    url,
    keys: {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    },
    adminKeys: anyKeys,
    mfa: { SerialNumber, TokenCode: '123456' },
    roleArn: Role?.Arn ?? '',
    sshUserName: 'dana',
    nowMs: Date.now(),
    waitForReport: () => {},
  };
}

/** A reply with every value replaced by its kind; of a list, the first member stands for all. */
function shapeOf(value: unknown): unknown {
  if (value instanceof Date) return 'time';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  const members = Object.entries(value).filter(
    ([name, member]) => name !== '$metadata' && member !== undefined,
  );
  return Object.fromEntries(members.map(([name, member]) => [name, shapeOf(member)]));
}
