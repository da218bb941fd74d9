import {
  ChangePasswordCommand,
  DeleteSSHPublicKeyCommand,
  DeleteServerCertificateCommand,
  DeleteServiceSpecificCredentialCommand,
  GetAccountPasswordPolicyCommand,
  GetUserCommand,
  ListSSHPublicKeysCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ResetServiceSpecificCredentialCommand,
  UpdateSSHPublicKeyCommand,
  UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ABSENT_ID = 'APKAPRACTICENOBODY2222';

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

const iamOf = (userName: string) => practice.iam(practice.user(userName));
const daysAgo = (date: Date | undefined) =>
  date === undefined ? undefined : (practice.clock.now() - date.getTime()) / DAY_MS;

describe('GetAccountPasswordPolicy', () => {
  test('tells all ten rules of the account, to everybody who may change a password', async () => {
    const reply = await iamOf('pat').send(new GetAccountPasswordPolicyCommand());
    expect(reply.PasswordPolicy).toEqual({
      MinimumPasswordLength: 12,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      ExpirePasswords: true,
      MaxPasswordAge: 365,
      PasswordReusePrevention: 3,
      HardExpiry: false,
    });
  });

  test('an account without one says that there is no such thing', async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-dev-developer');
    const iam = practice.iam(keysOf(reply.Credentials));
    expect(await refusalOf(iam.send(new GetAccountPasswordPolicyCommand()))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The Password Policy with domain name 222233334444 cannot be found.',
    });
  });
});

describe('ChangePassword', () => {
  const NEW = 'Quite-new-2026';
  const oldOf = (userName: string) => practice.user(userName).password ?? '';
  const change = (NewPassword: string, OldPassword = oldOf('gus'), iam = iamOf('gus')) =>
    iam.send(new ChangePasswordCommand({ OldPassword, NewPassword }));

  test('the new one is the old one from then on', async () => {
    await change(NEW);
    expect(await refusalOf(change('Another-one-26'))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    await change('Another-one-26', NEW);
  });

  test.each([
    ['too short', 'Short-1'],
    ['without a symbol', 'Quitenew2026x'],
    ['without a number', 'Quite-new-one'],
    ['without a capital', 'quite-new-2026'],
    ['without a small letter', 'QUITE-NEW-2026'],
    ['the present one', 'Practice-gus-1'],
  ])('one that the policy forbids is refused: %s', async (_, candidate) => {
    expect(await refusalOf(change(candidate))).toEqual({
      code: 'PasswordPolicyViolation',
      status: 400,
      message: 'Password does not conform to the account password policy.',
    });
    await change(NEW);
  });

  test('the last three cannot come again, older ones can', async () => {
    const row = [oldOf('gus'), 'Second-one-26', 'Third-one-2026', 'Fourth-one-26'];
    for (const [index, next] of row.slice(1).entries()) await change(next, row[index]);
    for (const recent of row.slice(1))
      expect((await refusalOf(change(recent, row[3]))).code).toBe('PasswordPolicyViolation');
    await change(oldOf('gus'), row[3]);
  });

  test('a session needs MFA, as IAM wants of every session', async () => {
    const without = await practice.sessionOf('gus', 'without MFA');
    expect(await refusalOf(change(NEW, oldOf('gus'), practice.iam(without)))).toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    });
    const session = await practice.sessionOf('gus', 'with MFA');
    await change(NEW, oldOf('gus'), practice.iam(session));
  });

  test('is for IAM users who have one', async () => {
    expect(await refusalOf(change(NEW, 'x', iamOf('root')))).toMatchObject({
      code: 'InvalidUserType',
      status: 400,
    });
    expect(await refusalOf(change(NEW, 'x', iamOf('kim')))).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
  });

  test('a refusal never repeats a password', async () => {
    const { code, message } = await refusalOf(change(`secret-${'x'.repeat(130)}`));
    expect(code).toBe('ValidationError');
    expect(message).toContain("Value '***' at 'newPassword'");
    expect(message).not.toContain('secret-');
  });

  test('GetUser tells when it was last used', async () => {
    const { User } = await iamOf('gus').send(new GetUserCommand());
    expect(daysAgo(User?.PasswordLastUsed)).toBe(2);
  });
});

describe('SSH public keys', () => {
  const list = async (userName = 'gus') =>
    (await iamOf(userName).send(new ListSSHPublicKeysCommand())).SSHPublicKeys ?? [];

  test('are listed with age and status', async () => {
    expect(
      (await list()).map((key) => [key.UserName, key.Status, daysAgo(key.UploadDate)]),
    ).toEqual([
      ['gus', 'Active', 15],
      ['gus', 'Inactive', 620],
    ]);
    expect(await list('kim')).toEqual([]);
  });

  test('are switched off and deleted', async () => {
    const [first, second] = (await list()).map(({ SSHPublicKeyId = '' }) => SSHPublicKeyId);
    const named = { UserName: 'gus' };
    const iam = iamOf('gus');
    await iam.send(
      new UpdateSSHPublicKeyCommand({ ...named, SSHPublicKeyId: first, Status: 'Inactive' }),
    );
    await iam.send(new DeleteSSHPublicKeyCommand({ ...named, SSHPublicKeyId: second }));
    expect((await list()).map((key) => [key.SSHPublicKeyId, key.Status])).toEqual([
      [first, 'Inactive'],
    ]);
  });

  test("one that is not the user's is not found", async () => {
    const call = iamOf('kim').send(
      new DeleteSSHPublicKeyCommand({ UserName: 'kim', SSHPublicKeyId: ABSENT_ID }),
    );
    expect(await refusalOf(call)).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Public Key with id ${ABSENT_ID} cannot be found.`,
    });
  });
});

describe('service-specific credentials', () => {
  const list = async (ServiceName?: string) =>
    (
      await iamOf('gus').send(
        new ListServiceSpecificCredentialsCommand(ServiceName === undefined ? {} : { ServiceName }),
      )
    ).ServiceSpecificCredentials ?? [];

  test('are listed with age, end and status, and without a secret', async () => {
    expect(
      (await list()).map((each) => [
        each.ServiceName,
        each.Status,
        daysAgo(each.CreateDate),
        daysAgo(each.ExpirationDate),
        each.ServiceUserName ?? each.ServiceCredentialAlias,
      ]),
    ).toEqual([
      ['codecommit.amazonaws.com', 'Active', 310, undefined, 'gus-at-111122223333'],
      ['bedrock.amazonaws.com', 'Active', 20, -10, 'gus-at-111122223333'],
      ['cassandra.amazonaws.com', 'Inactive', 500, undefined, 'gus-at-111122223333'],
    ]);
    expect(await list('bedrock.amazonaws.com')).toHaveLength(1);
  });

  test('are switched off, deleted and given a new secret', async () => {
    const ids = (await list()).map((each) => each.ServiceSpecificCredentialId ?? '');
    const [codecommit, bedrock, cassandra] = ids;
    const iam = iamOf('gus');
    await iam.send(
      new UpdateServiceSpecificCredentialCommand({
        ServiceSpecificCredentialId: codecommit,
        Status: 'Inactive',
      }),
    );
    await iam.send(
      new DeleteServiceSpecificCredentialCommand({ ServiceSpecificCredentialId: cassandra }),
    );
    expect((await list()).map((each) => each.Status)).toEqual(['Inactive', 'Active']);
    const reset = async (ServiceSpecificCredentialId: string | undefined) =>
      (await iam.send(new ResetServiceSpecificCredentialCommand({ ServiceSpecificCredentialId })))
        .ServiceSpecificCredential;
    const [one, another] = [await reset(codecommit), await reset(codecommit)];
    expect(one?.ServicePassword).toMatch(/^[\w+/]{40}$/);
    expect(another?.ServicePassword).not.toBe(one?.ServicePassword);
    expect(await reset(bedrock)).toMatchObject({ ServiceCredentialSecret: expect.any(String) });
    expect((await refusalOf(reset(cassandra))).code).toBe('NoSuchEntity');
  });
});

describe('server certificates', () => {
  const list = async () =>
    (await iamOf('ines').send(new ListServerCertificatesCommand())).ServerCertificateMetadataList ??
    [];
  const remove = (ServerCertificateName: string, userName = 'root') =>
    iamOf(userName).send(new DeleteServerCertificateCommand({ ServerCertificateName }));

  test('are listed with their end', async () => {
    expect(
      (await list()).map((each) => [
        each.ServerCertificateName,
        daysAgo(each.UploadDate),
        daysAgo(each.Expiration),
      ]),
    ).toEqual([
      ['shop.example.com', 340, -25],
      ['old.example.com', 800, 70],
    ]);
  });

  test('one in use stays, another is deleted', async () => {
    expect(await refusalOf(remove('shop.example.com'))).toMatchObject({
      code: 'DeleteConflict',
      status: 409,
    });
    await remove('old.example.com');
    expect(await list()).toHaveLength(1);
    expect(await refusalOf(remove('old.example.com'))).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
  });

  test('who may only read deletes none', async () => {
    expect((await refusalOf(remove('old.example.com', 'ines'))).code).toBe('AccessDenied');
  });
});
