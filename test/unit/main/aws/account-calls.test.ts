import { describe, expect, it } from 'vitest';
import { secretOf } from '#shared/secret.ts';
import {
  acknowledgementOf,
  anAws,
  anEndpoint,
  errorReply,
  failureOf,
  KEY,
  type LocalReply,
  resultOf,
  startLocalAws,
} from './local-aws.ts';

describe('the account’s password policy', () => {
  const policyWith = async (reply: LocalReply) => {
    const server = await startLocalAws(() => reply);
    return anAws().getAccountPasswordPolicy(anEndpoint(server.url), KEY);
  };

  it('is told with what it leaves open', async () => {
    const fields =
      '<MinimumPasswordLength>14</MinimumPasswordLength><RequireSymbols>true</RequireSymbols><RequireNumbers>false</RequireNumbers><AllowUsersToChangePassword>true</AllowUsersToChangePassword><ExpirePasswords>true</ExpirePasswords><MaxPasswordAge>90</MaxPasswordAge>';
    const body = resultOf('GetAccountPasswordPolicy', `<PasswordPolicy>${fields}</PasswordPolicy>`);
    expect(await policyWith({ body })).toEqual({
      minimumLength: 14,
      requiresSymbols: true,
      requiresNumbers: false,
      requiresUppercase: false,
      requiresLowercase: false,
      mayChangeOwn: true,
      maximumAgeDays: 90,
      remembered: null,
      endsHard: false,
    });
  });

  it('may be none', async () => {
    expect(await policyWith(errorReply('NoSuchEntity', 'none', 404))).toBeNull();
  });
});

describe('changing one’s password', () => {
  const change = (url: string) =>
    anAws().changePassword(anEndpoint(url), KEY, {
      oldPassword: secretOf('old & secret'),
      newPassword: secretOf('new + secret'),
    });

  it('sends both in the body only', async () => {
    const server = await startLocalAws(() => ({ body: acknowledgementOf('ChangePassword') }));
    await change(server.url);
    const [request] = server.requests;
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      Action: 'ChangePassword',
      Version: '2010-05-08',
      OldPassword: 'old & secret',
      NewPassword: 'new + secret',
    });
    expect(JSON.stringify(request?.headers)).not.toContain('secret');
  });

  it.each<[string, LocalReply, string]>([
    [
      'PasswordPolicyViolation',
      errorReply('PasswordPolicyViolation', 'x', 400),
      'aws/password-refused',
    ],
    ['InvalidUserType', errorReply('InvalidUserType', 'x', 400), 'aws/iam-user-needed'],
    [
      'EntityTemporarilyUnmodifiable',
      errorReply('EntityTemporarilyUnmodifiable', 'x', 409),
      'aws/unmodifiable-yet',
    ],
    ['ServiceFailure', errorReply('ServiceFailure', 'x', 500), 'aws/outcome-unknown'],
    ['an empty page', { body: '' }, 'aws/outcome-unknown'],
  ])('is asked for once when the answer is %s', async (_, reply, expected) => {
    const server = await startLocalAws(() => reply);
    const failure = await failureOf(change(server.url));
    expect(failure.code).toBe(expected);
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect(server.requests).toHaveLength(1);
  });
});

describe('the credential report', () => {
  const csv = 'user,arn,user_creation_time\nälice,arn:aws:iam::111122223333:user/x,now\n';
  const reportOf = (text: string) =>
    resultOf(
      'GetCredentialReport',
      `<Content>${Buffer.from(text).toString('base64')}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-08-19T09:00:00Z</GeneratedTime>`,
    );
  const get = async (reply: LocalReply) => {
    const server = await startLocalAws(() => reply);
    return anAws().getCredentialReport(anEndpoint(server.url), KEY);
  };

  it('comes as text, with its date', async () => {
    expect(await get({ body: reportOf(csv) })).toEqual({
      kind: 'report',
      text: csv,
      generatedAtMs: Date.parse('2026-08-19T09:00:00Z'),
    });
  });

  it('may be that of five thousand users', async () => {
    const long = csv + `${'x'.repeat(1000)}\n`.repeat(5000);
    expect(await get({ body: reportOf(long) })).toMatchObject({ kind: 'report', text: long });
  });

  it.each([
    ['ReportInProgress', 404, 'in-progress'],
    ['ReportNotPresent', 410, 'not-present'],
    ['ReportExpired', 410, 'expired'],
  ])('is not there: %s', async (code, status, kind) => {
    expect(await get(errorReply(code, 'x', status))).toEqual({ kind });
  });

  it.each([
    ['COMPLETE', true],
    ['INPROGRESS', false],
    ['STARTED', false],
  ])('is made until its state is COMPLETE: %s', async (state, done) => {
    const body = resultOf('GenerateCredentialReport', `<State>${state}</State>`);
    const server = await startLocalAws(() => ({ body }));
    const answer = await anAws().generateCredentialReport(anEndpoint(server.url), KEY);
    expect(answer).toEqual({ done });
  });
});

describe('the user’s other credentials', () => {
  const date = '2026-08-19T09:00:00Z';
  const answered = async (body: string) => {
    const server = await startLocalAws(() => ({ body }));
    return { endpoint: anEndpoint(server.url), server };
  };

  it('are listed', async () => {
    const ssh = await answered(
      resultOf(
        'ListSSHPublicKeys',
        `<SSHPublicKeys><member><UserName>alice</UserName><SSHPublicKeyId>APKAEIBAERJR2EXAMPLE</SSHPublicKeyId><Status>Active</Status><UploadDate>${date}</UploadDate></member></SSHPublicKeys><IsTruncated>false</IsTruncated>`,
      ),
    );
    expect(await anAws().listSshPublicKeys(ssh.endpoint, KEY, 'alice')).toEqual([
      { sshPublicKeyId: 'APKAEIBAERJR2EXAMPLE', status: 'Active', uploadedAtMs: Date.parse(date) },
    ]);
    const service = await answered(
      resultOf(
        'ListServiceSpecificCredentials',
        `<ServiceSpecificCredentials><member><UserName>alice</UserName><ServiceSpecificCredentialId>ACCAEXAMPLE123EXAMPLE</ServiceSpecificCredentialId><ServiceUserName>alice-at-111122223333</ServiceUserName><Status>Inactive</Status><ServiceName>codecommit.amazonaws.com</ServiceName><CreateDate>${date}</CreateDate></member></ServiceSpecificCredentials>`,
      ),
    );
    expect(await anAws().listServiceSpecificCredentials(service.endpoint, KEY, 'alice')).toEqual([
      {
        serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE',
        status: 'Inactive',
        serviceName: 'codecommit.amazonaws.com',
        createdAtMs: Date.parse(date),
        expiresAtMs: null,
      },
    ]);
    const arn = 'arn:aws:iam::111122223333:server-certificate/web';
    const certificates = await answered(
      resultOf(
        'ListServerCertificates',
        `<ServerCertificateMetadataList><member><ServerCertificateName>web</ServerCertificateName><Path>/</Path><Arn>${arn}</Arn><UploadDate>${date}</UploadDate><Expiration>${date}</Expiration></member></ServerCertificateMetadataList>`,
      ),
    );
    expect(await anAws().listServerCertificates(certificates.endpoint, KEY)).toEqual([
      { name: 'web', arn, uploadedAtMs: Date.parse(date), expiresAtMs: Date.parse(date) },
    ]);
  });

  it('are changed and deleted by their user’s name', async () => {
    const actions = [
      'UpdateSSHPublicKey',
      'DeleteSSHPublicKey',
      'UpdateServiceSpecificCredential',
      'DeleteServiceSpecificCredential',
    ];
    const server = await startLocalAws((number) => ({
      body: acknowledgementOf(actions[number - 1] ?? ''),
    }));
    const endpoint = anEndpoint(server.url);
    const ssh = { userName: 'alice', sshPublicKeyId: 'APKAEIBAERJR2EXAMPLE' };
    const other = { userName: 'alice', serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE' };
    const aws = anAws();
    await aws.updateSshPublicKey(endpoint, KEY, { ...ssh, status: 'Inactive' });
    await aws.deleteSshPublicKey(endpoint, KEY, ssh);
    await aws.updateServiceSpecificCredential(endpoint, KEY, { ...other, status: 'Inactive' });
    await aws.deleteServiceSpecificCredential(endpoint, KEY, other);
    const asked = server.requests.map(({ body }) => new URLSearchParams(body));
    expect(asked.map((request) => request.get('Action'))).toEqual(actions);
    expect(asked.map((request) => request.get('UserName'))).toEqual(Array(4).fill('alice'));
  });
});
