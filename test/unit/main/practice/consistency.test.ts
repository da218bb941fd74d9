import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openPracticeClients,
  refusalOf,
  type PracticeClients,
  type SigningCredentials,
} from '#test/fixtures/practice-clients.ts';

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

const SECOND_MS = 1000;

/** What STS and IAM make of a key at this moment. */
async function bothOf(key: SigningCredentials): Promise<{ sts: string; iam: string }> {
  return {
    sts: await outcomeOf(practice.sts(key).send(new GetCallerIdentityCommand())),
    iam: await outcomeOf(practice.iam(key).send(new ListAccessKeysCommand())),
  };
}

function outcomeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'works',
    (error: Error) => error.name,
  );
}

async function newKeyOf(userName: string): Promise<SigningCredentials> {
  const iam = practice.iam(practice.user(userName));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand());
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

const BOTH_WORK = { sts: 'works', iam: 'works' };
const NEITHER = { sts: 'InvalidClientTokenId', iam: 'InvalidClientTokenId' };

test('without being told, every change is seen at once', async () => {
  expect(await bothOf(await newKeyOf('dana'))).toEqual(BOTH_WORK);
});

test('a new key is unknown to each service for a time of its own', async () => {
  practice.account.setConsistency({ sts: { createdMs: 3000 }, iam: { createdMs: 12_000 } });
  const key = await newKeyOf('dana');
  expect(await bothOf(key)).toEqual(NEITHER);
  practice.clock.jump(3 * SECOND_MS);
  expect(await bothOf(key)).toEqual({ sts: 'works', iam: 'InvalidClientTokenId' });
  practice.clock.jump(9 * SECOND_MS);
  expect(await bothOf(key)).toEqual(BOTH_WORK);
});

test('a deactivated or deleted key works for a while', async () => {
  practice.account.setConsistency({
    sts: { deactivatedMs: 4000, deletedMs: 30_000 },
    iam: { deactivatedMs: 8000, activatedMs: 2000 },
  });
  const key = practice.user('dana');
  const iam = practice.iam(practice.user('root'));
  const named = { UserName: 'dana', AccessKeyId: key.accessKeyId };
  await iam.send(new UpdateAccessKeyCommand({ ...named, Status: 'Inactive' }));
  expect(await bothOf(key)).toEqual(BOTH_WORK);
  practice.clock.jump(4 * SECOND_MS);
  expect(await bothOf(key)).toEqual({ sts: 'InvalidClientTokenId', iam: 'works' });
  practice.clock.jump(4 * SECOND_MS);
  expect(await bothOf(key)).toEqual(NEITHER);
  await iam.send(new UpdateAccessKeyCommand({ ...named, Status: 'Active' }));
  expect(await bothOf(key)).toEqual({ sts: 'works', iam: 'InvalidClientTokenId' });
  practice.clock.jump(2 * SECOND_MS);
  expect(await bothOf(key)).toEqual(BOTH_WORK);
  await iam.send(new DeleteAccessKeyCommand(named));
  practice.clock.jump(29 * SECOND_MS);
  expect(await bothOf(key)).toEqual({ sts: 'works', iam: 'InvalidClientTokenId' });
  practice.clock.jump(SECOND_MS);
  expect(await bothOf(key)).toEqual(NEITHER);
});

test('the list of keys lags behind too, while the limit of two is exact', async () => {
  practice.account.setConsistency({ lists: { createdMs: 5000 } });
  const iam = practice.iam(practice.user('dana'));
  const count = async () => (await iam.send(new ListAccessKeysCommand())).AccessKeyMetadata?.length;
  await newKeyOf('dana');
  expect(await count()).toBe(1);
  expect((await refusalOf(newKeyOf('dana'))).code).toBe('LimitExceeded');
  practice.clock.jump(5 * SECOND_MS);
  expect(await count()).toBe(2);
});

test('servers that answer by turns make a key work, fail and work, the same every time', async () => {
  practice.account.setConsistency({ sts: { createdMs: 10_000 }, servers: [0.5, 1] });
  const key = await newKeyOf('dana');
  const tries = async () => {
    const seen: string[] = [];
    for (let n = 0; n < 4; n += 1) seen.push((await bothOf(key)).sts);
    return seen;
  };
  const no = 'InvalidClientTokenId';
  expect(await tries()).toEqual([no, no, no, no]);
  practice.clock.jump(5 * SECOND_MS);
  expect(await tries()).toEqual(['works', no, 'works', no]);
  practice.clock.jump(5 * SECOND_MS);
  expect(await tries()).toEqual(['works', 'works', 'works', 'works']);
});

test("lags go by the account's own clock", async () => {
  practice.account.setConsistency({ sts: { createdMs: 30_000 } });
  const key = await newKeyOf('dana');
  practice.account.setClockOffset(30_000);
  expect((await bothOf(key)).sts).toBe('works');
});
