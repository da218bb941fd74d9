import {
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

/** The IAM client of a seeded user's own key. */
function iamOf(userName: string) {
  return practice.iam(practice.user(userName));
}

describe('which credentials IAM takes', () => {
  const UNKNOWN_TOKEN = {
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  };

  test('a session without MFA is unknown to IAM', async () => {
    const session = await practice.sessionOf('dana', 'without MFA');
    expect(await refusalOf(practice.iam(session).send(new GetUserCommand()))).toEqual(
      UNKNOWN_TOKEN,
    );
    expect(await refusalOf(practice.iam(session).send(new ListAccountAliasesCommand()))).toEqual(
      UNKNOWN_TOKEN,
    );
  });

  test('a session with MFA acts as the user', async () => {
    const session = await practice.sessionOf('dana', 'with MFA');
    const reply = await practice.iam(session).send(new GetUserCommand());
    expect(reply.User?.UserName).toBe('dana');
  });

  test("a role's session acts within the role's account and permissions", async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-dev-developer');
    const iam = practice.iam(keysOf(reply.Credentials));
    expect((await iam.send(new ListAccountAliasesCommand())).AccountAliases).toEqual(['acme-dev']);
    const hub = await practice.assume(practice.user('dana'), 'acme-data-hub');
    const refusal = await refusalOf(
      practice.iam(keysOf(hub.Credentials)).send(new ListAccountAliasesCommand()),
    );
    expect(refusal).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:sts::444455556666:assumed-role/Hub/test is not authorized to perform: iam:ListAccountAliases on resource: * because no identity-based policy allows the iam:ListAccountAliases action',
    });
  });

  test("a role's session is no user and must name one", async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-main-support');
    const iam = practice.iam(keysOf(reply.Credentials));
    expect(await refusalOf(iam.send(new ListAccessKeysCommand()))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    });
    const keys = await iam.send(new ListAccessKeysCommand({ UserName: 'lou' }));
    expect(keys.AccessKeyMetadata?.[0]?.AccessKeyId).toBe(practice.user('lou').accessKeyId);
  });
});

describe('GetUser', () => {
  test('tells name, id, ARN and the day the user was made', async () => {
    const { User } = await iamOf('dana').send(new GetUserCommand());
    expect(User).toMatchObject({
      UserName: 'dana',
      Path: '/',
      Arn: 'arn:aws:iam::111122223333:user/dana',
      UserId: expect.stringMatching(/^AIDA/),
      CreateDate: new Date(practice.clock.now() - 640 * DAY_MS),
    });
  });

  test('the root user has an ARN and no name', async () => {
    const { User } = await iamOf('root').send(new GetUserCommand());
    expect(User).toMatchObject({ Arn: 'arn:aws:iam::111122223333:root', UserId: '111122223333' });
    expect(User?.UserName).toBeUndefined();
  });

  test('a user who does not exist cannot be found', async () => {
    expect(await refusalOf(iamOf('root').send(new GetUserCommand({ UserName: 'nobody' })))).toEqual(
      {
        code: 'NoSuchEntity',
        status: 404,
        message: 'The user with name nobody cannot be found.',
      },
    );
  });

  test('who may look at oneself only is not told whether others exist', async () => {
    const refusal = await refusalOf(iamOf('dana').send(new GetUserCommand({ UserName: 'nobody' })));
    expect(refusal).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:iam::111122223333:user/dana is not authorized to perform: iam:GetUser on resource: user nobody because no identity-based policy allows the iam:GetUser action',
    });
  });
});

describe('ListAccessKeys', () => {
  test("dana's key is 97 days old", async () => {
    const reply = await iamOf('dana').send(new ListAccessKeysCommand());
    expect(reply.IsTruncated).toBe(false);
    expect(reply.AccessKeyMetadata).toEqual([
      {
        UserName: 'dana',
        AccessKeyId: practice.user('dana').accessKeyId,
        Status: 'Active',
        CreateDate: new Date(practice.clock.now() - 97 * DAY_MS),
      },
    ]);
  });

  test('an inactive key is listed as such', async () => {
    const reply = await iamOf('root').send(new ListAccessKeysCommand({ UserName: 'noor' }));
    expect(reply.AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(['Inactive']);
  });

  test('two keys come in two pages of one', async () => {
    const first = await iamOf('deploy').send(new ListAccessKeysCommand({ MaxItems: 1 }));
    expect(first.IsTruncated).toBe(true);
    const second = await iamOf('deploy').send(
      new ListAccessKeysCommand({ MaxItems: 1, Marker: first.Marker }),
    );
    expect([second.IsTruncated, second.Marker]).toEqual([false, undefined]);
    const ids = [first, second].flatMap((page) =>
      page.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids).toContain(practice.user('deploy').accessKeyId);
  });

  test('a marker that IAM did not give is refused', async () => {
    const { code } = await refusalOf(
      iamOf('deploy').send(new ListAccessKeysCommand({ Marker: 'made up' })),
    );
    expect(code).toBe('ValidationError');
  });

  test('who has no permission is refused', async () => {
    expect(await refusalOf(iamOf('pat').send(new ListAccessKeysCommand()))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:iam::111122223333:user/pat is not authorized to perform: iam:ListAccessKeys on resource: user pat because no identity-based policy allows the iam:ListAccessKeys action',
    });
  });
});

describe('GetAccessKeyLastUsed', () => {
  const lastUse = async (userName: string, asked = userName) => {
    const AccessKeyId = practice.user(asked).accessKeyId;
    return (await iamOf(userName).send(new GetAccessKeyLastUsedCommand({ AccessKeyId })))
      .AccessKeyLastUsed;
  };

  test('a key that was never used has no date, and N/A for the rest', async () => {
    expect(await lastUse('root', 'lou')).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  });

  test('a use is noted with service, Region and minute', async () => {
    await practice.sts(practice.user('lou')).send(new GetCallerIdentityCommand());
    const minute = Math.floor(practice.clock.now() / MINUTE_MS) * MINUTE_MS;
    expect(await lastUse('root', 'lou')).toEqual({
      LastUsedDate: new Date(minute),
      ServiceName: 'sts',
      Region: 'eu-west-1',
    });
  });

  test('several uses within fifteen minutes count once', async () => {
    const start = new Date(practice.clock.now());
    await practice.sts(practice.user('lou')).send(new GetCallerIdentityCommand());
    practice.clock.jump(14 * MINUTE_MS);
    expect((await lastUse('lou'))?.LastUsedDate).toEqual(start);
    practice.clock.jump(MINUTE_MS);
    const later = new Date(practice.clock.now());
    expect(await lastUse('lou')).toEqual({
      LastUsedDate: later,
      ServiceName: 'iam',
      Region: 'eu-west-1',
    });
  });

  test('a call with a wrong secret is no use', async () => {
    const wrong = { ...practice.user('lou'), secretAccessKey: 'x'.repeat(40) };
    await refusalOf(practice.sts(wrong).send(new GetCallerIdentityCommand()));
    expect((await lastUse('root', 'lou'))?.LastUsedDate).toBeUndefined();
  });

  test('nobody is told whether a key exists elsewhere', async () => {
    const AccessKeyId = 'AKIAPRACTICENOBODY22';
    const refusal = await refusalOf(
      iamOf('root').send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
    );
    expect([refusal.code, refusal.status]).toEqual(['AccessDenied', 403]);
    expect(refusal.message).toContain(
      'not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key',
    );
  });
});

describe('ListMFADevices', () => {
  test("dana's device is named by the ARN that STS takes", async () => {
    const reply = await iamOf('dana').send(new ListMFADevicesCommand());
    expect(reply.MFADevices).toEqual([
      {
        UserName: 'dana',
        SerialNumber: practice.user('dana').mfaSerial,
        EnableDate: expect.any(Date),
      },
    ]);
  });

  test('kim has none', async () => {
    expect((await iamOf('kim').send(new ListMFADevicesCommand())).MFADevices).toEqual([]);
  });
});

describe('ListAccountAliases', () => {
  test('the account has the one it was given', async () => {
    expect((await iamOf('kim').send(new ListAccountAliasesCommand())).AccountAliases).toEqual([
      'acme-main',
    ]);
  });
});
