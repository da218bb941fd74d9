import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetFederationTokenCommandInput,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  keysOf,
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

const federate = (
  credentials: SigningCredentials,
  input: Partial<GetFederationTokenCommandInput> = {},
) => practice.sts(credentials).send(new GetFederationTokenCommand({ Name: 'dana', ...input }));

const READ_ONLY = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }];

test('gives a session that calls as the federated user, for twelve hours', async () => {
  const reply = await federate(practice.user('dana'), { PolicyArns: READ_ONLY });
  const Arn = 'arn:aws:sts::111122223333:federated-user/dana';
  expect(reply.FederatedUser).toEqual({ Arn, FederatedUserId: '111122223333:dana' });
  expect(reply.Credentials?.Expiration?.getTime()).toBe(practice.clock.now() + 43_200_000);
  const caller = await practice.sts(keysOf(reply.Credentials)).send(new GetCallerIdentityCommand());
  expect(caller).toMatchObject({ Arn, UserId: '111122223333:dana', Account: '111122223333' });
});

test('a federated user may call nothing else of STS, and nothing of IAM', async () => {
  const reply = await federate(practice.user('dana'), { PolicyArns: READ_ONLY });
  const session = keysOf(reply.Credentials);
  expect((await refusalOf(practice.assume(session, 'acme-dev-developer'))).code).toBe(
    'AccessDenied',
  );
  expect((await refusalOf(practice.sts(session).send(new GetSessionTokenCommand()))).message).toBe(
    'Cannot call GetSessionToken with session credentials',
  );
  expect((await refusalOf(practice.iam(session).send(new ListAccountAliasesCommand()))).code).toBe(
    'InvalidClientTokenId',
  );
});

test('takes a long-term key: neither a user’s session nor a role’s', async () => {
  const words = 'Cannot call GetFederationToken with session credentials';
  const session = await practice.sessionOf('dana', 'with MFA');
  expect(await refusalOf(federate(session))).toEqual({
    code: 'AccessDenied',
    status: 403,
    message: words,
  });
  const role = await practice.assume(practice.user('dana'), 'acme-dev-developer');
  expect((await refusalOf(federate(keysOf(role.Credentials)))).message).toBe(words);
});

test('takes a permission', async () => {
  expect((await refusalOf(federate(practice.user('kim'), { Name: 'kim' }))).message).toContain(
    'because no identity-based policy allows the sts:GetFederationToken action',
  );
});

test('is an hour at most for the root user, without a word', async () => {
  const reply = await federate(practice.user('root'), { PolicyArns: READ_ONLY });
  expect(reply.Credentials?.Expiration?.getTime()).toBe(practice.clock.now() + 3_600_000);
});

test.each<[string, Partial<GetFederationTokenCommandInput>, string]>([
  ['a name of one character', { Name: 'd' }, "'name' failed"],
  ['a name of 33 characters', { Name: 'd'.repeat(33) }, "'name' failed"],
  ['899 seconds', { DurationSeconds: 899 }, "'durationSeconds' failed"],
  ['129,601 seconds', { DurationSeconds: 129_601 }, "'durationSeconds' failed"],
  ['a policy of 2,049 characters', { Policy: 'x'.repeat(2049) }, "'policy' failed"],
])('refuses %s', async (_, input, words) => {
  expect(await refusalOf(federate(practice.user('dana'), input))).toEqual({
    code: 'ValidationError',
    status: 400,
    message: expect.stringContaining(words),
  });
});
