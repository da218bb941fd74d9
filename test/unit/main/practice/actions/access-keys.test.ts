import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
  type SigningCredentials,
} from '#test/fixtures/practice-clients.ts';

const UNKNOWN_TOKEN = {
  code: 'InvalidClientTokenId',
  status: 403,
  message: 'The security token included in the request is invalid.',
};

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

const iamOf = (userName: string) => practice.iam(practice.user(userName));
const identityOf = (credentials: SigningCredentials) =>
  practice.sts(credentials).send(new GetCallerIdentityCommand());
const listOf = async (userName: string) => {
  const reply = await iamOf('root').send(new ListAccessKeysCommand({ UserName: userName }));
  return (reply.AccessKeyMetadata ?? []).map(({ AccessKeyId, Status }) => [AccessKeyId, Status]);
};

async function createKey(userName: string): Promise<SigningCredentials> {
  const { AccessKey } = await iamOf(userName).send(new CreateAccessKeyCommand());
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

function setStatus(userName: string, accessKeyId: string, status: 'Active' | 'Inactive') {
  return iamOf('root').send(
    new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: status }),
  );
}

describe('CreateAccessKey', () => {
  test('a second key signs beside the first', async () => {
    const reply = await iamOf('dana').send(new CreateAccessKeyCommand());
    expect(reply.AccessKey).toEqual({
      UserName: 'dana',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
      Status: 'Active',
      CreateDate: new Date(practice.clock.now()),
    });
    const made = {
      accessKeyId: reply.AccessKey?.AccessKeyId ?? '',
      secretAccessKey: reply.AccessKey?.SecretAccessKey ?? '',
    };
    for (const key of [practice.user('dana'), made])
      expect((await identityOf(key)).Arn).toBe('arn:aws:iam::111122223333:user/dana');
    expect(await listOf('dana')).toEqual([
      [practice.user('dana').accessKeyId, 'Active'],
      [made.accessKeyId, 'Active'],
    ]);
  });

  test.each(['eli', 'deploy'])('%s has two keys already, active or not', async (userName) => {
    expect(await refusalOf(createKey(userName))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  test('hana may not, and AWS says why', async () => {
    expect(await refusalOf(createKey('hana'))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:iam::111122223333:user/hana is not authorized to perform: iam:CreateAccessKey on resource: user hana with an explicit deny in an identity-based policy',
    });
    expect(await listOf('hana')).toHaveLength(1);
  });

  test('a user who does not exist gets none', async () => {
    const call = iamOf('root').send(new CreateAccessKeyCommand({ UserName: 'nobody' }));
    expect(await refusalOf(call)).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });
});

describe('UpdateAccessKey', () => {
  test('an inactive key is unknown to both services until it is active again', async () => {
    const key = practice.user('bea');
    await setStatus('bea', key.accessKeyId, 'Inactive');
    expect(await refusalOf(identityOf(key))).toEqual(UNKNOWN_TOKEN);
    expect(await refusalOf(practice.iam(key).send(new ListAccessKeysCommand()))).toEqual(
      UNKNOWN_TOKEN,
    );
    expect(await listOf('bea')).toEqual([[key.accessKeyId, 'Inactive']]);
    await setStatus('bea', key.accessKeyId, 'Active');
    expect((await identityOf(key)).Account).toBe('111122223333');
  });

  test('a user can deactivate the very key that signs', async () => {
    const { accessKeyId } = practice.user('bea');
    await iamOf('bea').send(
      new UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: 'Inactive' }),
    );
    expect(await refusalOf(identityOf(practice.user('bea')))).toEqual(UNKNOWN_TOKEN);
  });

  test("somebody else's key is not found under this user", async () => {
    const { accessKeyId } = practice.user('kim');
    expect(await refusalOf(setStatus('bea', accessKeyId, 'Inactive'))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Access Key with id ${accessKeyId} cannot be found.`,
    });
    expect((await identityOf(practice.user('kim'))).Account).toBe('111122223333');
  });

  test('Expired is in the enum and cannot be set; any other word is refused', async () => {
    const { accessKeyId: AccessKeyId } = practice.user('bea');
    const set = (Status: 'Expired') =>
      refusalOf(iamOf('bea').send(new UpdateAccessKeyCommand({ AccessKeyId, Status })));
    expect(await set('Expired')).toMatchObject({ code: 'InvalidInput', status: 400 });
    expect(await set('Gone' as 'Expired')).toEqual({
      code: 'ValidationError',
      status: 400,
      message:
        "1 validation error detected: Value 'Gone' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]",
    });
  });
});

describe('DeleteAccessKey', () => {
  test('a deleted key is unknown everywhere and makes room for another', async () => {
    const leftover = (await listOf('cleo')).find(([, status]) => status === 'Inactive')?.[0] ?? '';
    await iamOf('cleo').send(new DeleteAccessKeyCommand({ AccessKeyId: leftover }));
    expect(await listOf('cleo')).toEqual([[practice.user('cleo').accessKeyId, 'Active']]);
    const lastUse = new GetAccessKeyLastUsedCommand({ AccessKeyId: leftover });
    expect((await refusalOf(iamOf('root').send(lastUse))).code).toBe('AccessDenied');
    expect((await createKey('cleo')).accessKeyId).toMatch(/^AKIA/);
  });

  test('an active key can be deleted, once', async () => {
    const key = practice.user('bea');
    const remove = () =>
      iamOf('root').send(
        new DeleteAccessKeyCommand({ UserName: 'bea', AccessKeyId: key.accessKeyId }),
      );
    await remove();
    expect(await refusalOf(identityOf(key))).toEqual(UNKNOWN_TOKEN);
    expect(await refusalOf(remove())).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });
});

describe('sessions and the key that made them', () => {
  test.each(['deactivated', 'deleted'])('a session outlives a key that is %s', async (how) => {
    const key = practice.user('dana');
    const { accessKeyId } = key;
    const session = await practice.sessionOf('dana', 'with MFA');
    const role = keysOf((await practice.assume(key, 'acme-dev-developer')).Credentials);
    if (how === 'deactivated') await setStatus('dana', accessKeyId, 'Inactive');
    else
      await iamOf('dana').send(
        new DeleteAccessKeyCommand({ UserName: 'dana', AccessKeyId: accessKeyId }),
      );
    expect(await refusalOf(identityOf(key))).toEqual(UNKNOWN_TOKEN);
    for (const credentials of [session, role])
      expect((await identityOf(credentials)).Arn).toContain('arn:aws:');
  });

  test('what a session does is no use of the key, but making the session is one', async () => {
    const lastUse = async () => {
      const { accessKeyId: AccessKeyId } = practice.user('lou');
      const reply = await iamOf('root').send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
      return reply.AccessKeyLastUsed?.LastUsedDate?.getTime();
    };
    const madeAtMs = practice.clock.now();
    const session = await practice.sessionOf('lou', 'without MFA');
    practice.clock.jump(20 * 60_000);
    await identityOf(session);
    expect(await lastUse()).toBe(madeAtMs);
  });

  test('a session must name the user to list or update keys, even its own', async () => {
    const iam = practice.iam(await practice.sessionOf('dana', 'with MFA'));
    const { accessKeyId: AccessKeyId } = practice.user('dana');
    const mustName = {
      code: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    };
    expect(await refusalOf(iam.send(new ListAccessKeysCommand()))).toEqual(mustName);
    expect(
      await refusalOf(iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))),
    ).toEqual(mustName);
    const reply = await iam.send(new ListAccessKeysCommand({ UserName: 'dana' }));
    expect(reply.AccessKeyMetadata).toHaveLength(1);
  });

  test('an inactive key makes no session', async () => {
    const call = practice.sts(practice.user('noor')).send(new GetSessionTokenCommand());
    expect(await refusalOf(call)).toEqual(UNKNOWN_TOKEN);
  });
});

describe('who may do all but one thing', () => {
  test.each(['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'])(
    'a test can add somebody who is denied %s',
    async (denied) => {
      await practice.close();
      practice = await openPracticeClients({
        users: [
          {
            accountId: '111122223333',
            userName: 'zoe',
            about: 'Nearly everything.',
            createdDaysAgo: 100,
            hasMfaDevice: false,
            permissions: [
              { effect: 'Allow', actions: ['iam:*'], resources: ['*'] },
              { effect: 'Deny', actions: [`iam:${denied}`], resources: ['*'] },
            ],
            keys: [{ status: 'Active', createdDaysAgo: 100, lastUsed: null }],
          },
        ],
      });
      const { accessKeyId: AccessKeyId } = practice.user('zoe');
      const iam = iamOf('zoe');
      const calls = {
        CreateAccessKey: () => iam.send(new CreateAccessKeyCommand()),
        UpdateAccessKey: () =>
          iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Active' })),
        DeleteAccessKey: () => iam.send(new DeleteAccessKeyCommand({ AccessKeyId })),
      };
      const outcomes: Record<string, string> = {};
      // One after another: the last of them takes away what the others sign with.
      for (const [name, call] of Object.entries(calls))
        outcomes[name] = await call().then(
          () => 'done',
          ({ name: code }: Error) => code,
        );
      const { [denied]: refused, ...others } = outcomes;
      expect(refused).toBe('AccessDenied');
      expect(Object.values(others)).toEqual(['done', 'done']);
    },
  );
});

describe('a lost reply to CreateAccessKey', () => {
  test.each([
    [{ type: 'drop-reply' }, undefined],
    [{ type: 'server-error-after', status: 500 }, 500],
  ] as const)('leaves a key whose secret nobody has: %o', async (kind, status) => {
    practice.account.addFault({ action: 'CreateAccessKey', times: 1, kind });
    expect((await refusalOf(createKey('dana'))).status).toBe(status);
    expect(await listOf('dana')).toHaveLength(2);
    expect(await refusalOf(createKey('dana'))).toMatchObject({ code: 'LimitExceeded' });
  });
});
