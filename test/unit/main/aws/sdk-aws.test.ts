import { describe, expect, it } from 'vitest';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { secretOf } from '#shared/secret.ts';
import { HOUR_MS, instantOf } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import {
  anAws,
  anEndpoint,
  CALLER_REPLY,
  credentialsReply,
  errorReply,
  failureOf,
  KEY,
  startLocalAws,
} from './local-aws.ts';

const MFA = { serial: 'arn:aws:iam::111122223333:mfa/alice', code: '123456' };
const ROLE = {
  roleArn: 'arn:aws:iam::222233334444:role/Developer',
  sessionName: 'alice',
  durationSeconds: 3600,
  externalId: null,
  options: NO_SESSION_OPTIONS,
  mfa: null,
};

describe('what is asked of AWS', () => {
  it('is who we are', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }));
    expect(await anAws().getCallerIdentity(anEndpoint(server.url), KEY)).toEqual({
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/alice',
    });
    expect(parametersOf(server.requests[0]?.body)).toEqual({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
    });
  });

  it('is a session with the code of the device', async () => {
    const Expiration = instantOf(Math.floor(Date.now() / 1000) * 1000 + 12 * HOUR_MS);
    const server = await startLocalAws(() => ({
      body: credentialsReply('GetSessionToken', { Expiration }),
    }));
    const session = await anAws().getSessionToken(anEndpoint(server.url), KEY, {
      durationSeconds: 43_200,
      mfa: MFA,
    });
    expect(session).toMatchObject({
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      expiresAtMs: Date.parse(Expiration),
    });
    expect(session.secretAccessKey.reveal()).toBe('wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY');
    expect(parametersOf(server.requests[0]?.body)).toMatchObject({
      Action: 'GetSessionToken',
      DurationSeconds: '43200',
      SerialNumber: MFA.serial,
      TokenCode: '123456',
    });
  });

  it('is a role, with nothing that was not asked for', async () => {
    const server = await startLocalAws(() => ({ body: credentialsReply('AssumeRole') }));
    await anAws().assumeRole(anEndpoint(server.url), KEY, ROLE);
    expect(parametersOf(server.requests[0]?.body)).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: ROLE.roleArn,
      RoleSessionName: 'alice',
      DurationSeconds: '3600',
    });
  });

  it('is a role with every option of its session', async () => {
    const server = await startLocalAws(() => ({ body: credentialsReply('AssumeRole') }));
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    await anAws().assumeRole(anEndpoint(server.url), KEY, {
      ...ROLE,
      options: {
        sourceIdentity: 'dana',
        tags: [
          { key: 'team', value: 'data + ä' },
          { key: 'empty', value: '' },
        ],
        transitiveTagKeys: ['team'],
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        policy,
      },
    });
    expect(parametersOf(server.requests[0]?.body)).toMatchObject({
      SourceIdentity: 'dana',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'data + ä',
      'Tags.member.2.Key': 'empty',
      'Tags.member.2.Value': '',
      'TransitiveTagKeys.member.1': 'team',
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      Policy: policy,
    });
  });

  it('is a role with external id and code', async () => {
    const server = await startLocalAws(() => ({ body: credentialsReply('AssumeRole') }));
    await anAws().assumeRole(anEndpoint(server.url), KEY, {
      ...ROLE,
      externalId: 'unique/1',
      mfa: MFA,
    });
    expect(parametersOf(server.requests[0]?.body)).toMatchObject({
      ExternalId: 'unique/1',
      TokenCode: '123456',
    });
  });

  it('is signed with the session’s token when the credentials have one', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }));
    await anAws().getCallerIdentity(anEndpoint(server.url), {
      ...KEY,
      sessionToken: secretOf('the-token'),
    });
    expect(server.requests[0]?.headers['x-amz-security-token']).toBe('the-token');
  });

  it('never mixes the credentials of calls at the same time', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }));
    const aws = anAws();
    const keys = Array.from(
      { length: 20 },
      (_, index) => `AKIAEXAMPLE000000${String(index).padStart(3, '0')}`,
    );
    await Promise.all(
      keys.map((accessKeyId) =>
        aws.getCallerIdentity(anEndpoint(server.url), { ...KEY, accessKeyId }),
      ),
    );
    const used = server.requests.map(
      ({ headers }) => /Credential=(\w+)\//.exec(headers.authorization ?? '')?.[1],
    );
    expect(new Set(used)).toEqual(new Set(keys));
  });

  it.each([
    ['aws', 'eu-west-1', 'us-east-1'],
    ['aws-cn', 'cn-northwest-1', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1'],
  ])(
    'is signed in %s for the Region for STS, and for the partition’s one Region for IAM',
    async (partition, region, iamRegion) => {
      const aliases =
        '<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases/></ListAccountAliasesResult></ListAccountAliasesResponse>';
      const server = await startLocalAws((number) => ({
        body: number === 1 ? CALLER_REPLY : aliases,
      }));
      const endpoint = anEndpoint(server.url, { partition, region });
      await anAws().getCallerIdentity(endpoint, KEY);
      expect(await anAws().getAccountAlias(endpoint, KEY)).toBeNull();
      const scopes = server.requests.map(
        ({ headers }) => /Credential=\w+\/\d+\/([\w/-]+)/.exec(headers.authorization ?? '')?.[1],
      );
      expect(scopes).toEqual([`${region}/sts/aws4_request`, `${iamRegion}/iam/aws4_request`]);
    },
  );

  it('goes to an address with a path as it is', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }));
    await anAws().getCallerIdentity(anEndpoint(`${server.url}/sts/`), KEY);
    expect(server.requests).toHaveLength(1);
  });
});

describe('what AWS says about a user', () => {
  const answered = async (result: string, action: string) => {
    const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
    const server = await startLocalAws(() => ({ body }));
    return anEndpoint(server.url);
  };

  it('lists access keys', async () => {
    const endpoint = await answered(
      '<AccessKeyMetadata><member><UserName>alice</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Inactive</Status><CreateDate>2026-08-19T09:00:00Z</CreateDate></member></AccessKeyMetadata><IsTruncated>false</IsTruncated>',
      'ListAccessKeys',
    );
    expect(await anAws().listAccessKeys(endpoint, KEY, 'alice')).toEqual([
      {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        status: 'Inactive',
        createdAtMs: Date.parse('2026-08-19T09:00:00Z'),
      },
    ]);
  });

  it('tells when a key was used', async () => {
    const endpoint = await answered(
      '<UserName>alice</UserName><AccessKeyLastUsed><LastUsedDate>2026-11-01T10:00:00Z</LastUsedDate><ServiceName>sts</ServiceName><Region>eu-west-1</Region></AccessKeyLastUsed>',
      'GetAccessKeyLastUsed',
    );
    expect(await anAws().getAccessKeyLastUsed(endpoint, KEY, KEY.accessKeyId)).toEqual({
      atMs: Date.parse('2026-11-01T10:00:00Z'),
      service: 'sts',
      region: 'eu-west-1',
    });
  });

  it('tells that a key was never used', async () => {
    const endpoint = await answered(
      '<UserName>alice</UserName><AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>',
      'GetAccessKeyLastUsed',
    );
    expect(await anAws().getAccessKeyLastUsed(endpoint, KEY, KEY.accessKeyId)).toBeNull();
  });

  it('lists MFA devices, without those that cannot be named to STS', async () => {
    const device = (serial: string) =>
      `<member><UserName>alice</UserName><SerialNumber>${serial}</SerialNumber><EnableDate>2026-11-01T08:00:00Z</EnableDate></member>`;
    const enabledAtMs = Date.parse('2026-11-01T08:00:00Z');
    const endpoint = await answered(
      `<MFADevices>${device(MFA.serial)}${device('not a serial')}${device('GAHT12345678')}</MFADevices>`,
      'ListMFADevices',
    );
    expect(await anAws().listMfaDevices(endpoint, KEY, 'alice')).toEqual([
      { serial: MFA.serial, enabledAtMs },
      { serial: 'GAHT12345678', enabledAtMs },
    ]);
  });

  it('tells the account’s alias', async () => {
    const endpoint = await answered(
      '<AccountAliases><member>acme-main</member></AccountAliases>',
      'ListAccountAliases',
    );
    expect(await anAws().getAccountAlias(endpoint, KEY)).toBe('acme-main');
  });
});

describe('attempts', () => {
  const busy = errorReply('ServiceUnavailable', 'busy', 503);
  const throttled = errorReply('Throttling', 'Rate exceeded', 400);

  it.each([
    ['a 5xx', busy],
    ['throttling', throttled],
    [
      'a 5xx of something in between',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' },
    ],
  ])('a call without a code is made again after %s, five times in all', async (_, reply) => {
    const clock = createFakeClock();
    const aws = anAws({ clock: { ...clock, sleep: async () => {} } });
    const server = await startLocalAws(() => reply);
    expect((await failureOf(aws.getCallerIdentity(anEndpoint(server.url), KEY))).code).toMatch(
      /^aws\//,
    );
    expect(server.requests).toHaveLength(5);
  });

  it('a call without a code succeeds when a later attempt does', async () => {
    const clock = createFakeClock();
    const aws = anAws({ clock: { ...clock, sleep: async () => {} } });
    const server = await startLocalAws((number) =>
      number < 3 ? busy : { body: credentialsReply('AssumeRole') },
    );
    await aws.assumeRole(anEndpoint(server.url), KEY, ROLE);
    expect(server.requests).toHaveLength(3);
  });

  it('a call with a code is made once, whatever comes back', async () => {
    const server = await startLocalAws((number) => (number % 2 === 0 ? busy : throttled));
    const endpoint = anEndpoint(server.url);
    await failureOf(anAws().getSessionToken(endpoint, KEY, { durationSeconds: 900, mfa: MFA }));
    await failureOf(anAws().assumeRole(endpoint, KEY, { ...ROLE, mfa: MFA }));
    expect(server.requests).toHaveLength(2);
  });

  it('a refusal is not tried again', async () => {
    const server = await startLocalAws(() => errorReply('InvalidClientTokenId', 'no'));
    await failureOf(anAws().getCallerIdentity(anEndpoint(server.url), KEY));
    expect(server.requests).toHaveLength(1);
  });
});

describe('the clock', () => {
  /** Three days ahead of the world. */
  const aheadOfAws = () => {
    const clock = createFakeClock(Date.now() + 3 * 86_400_000);
    const skew = createClockSkew(clock);
    return { skew, aws: createAws({ skew, clock }) };
  };

  it.each([
    ['a success', { body: CALLER_REPLY }],
    ['a refusal', errorReply('AccessDenied', 'no')],
    ['an error of the server', errorReply('InternalFailure', 'sorry', 500)],
  ])('is compared with AWS’s at %s', async (_, reply) => {
    const { skew, aws } = aheadOfAws();
    const server = await startLocalAws(() => reply);
    await aws
      .getSessionToken(anEndpoint(server.url), KEY, { durationSeconds: 900, mfa: MFA })
      .catch(() => {});
    expect(Math.round((skew.skewMs() ?? 0) / 60_000)).toBe(3 * 24 * 60);
  });

  it('is not compared with a reply that is not AWS’s', async () => {
    const { skew, aws } = aheadOfAws();
    const server = await startLocalAws(() => ({
      headers: { 'content-type': 'text/html' },
      body: '<html>',
    }));
    await failureOf(aws.getCallerIdentity(anEndpoint(server.url), KEY));
    expect(skew.skewMs()).toBeNull();
  });

  it('being off, signatures carry AWS’s time from the second attempt on', async () => {
    const { aws } = aheadOfAws();
    const server = await startLocalAws((number) =>
      number === 1
        ? errorReply('SignatureDoesNotMatch', 'Signature not yet current: …')
        : { body: CALLER_REPLY },
    );
    await aws.getCallerIdentity(anEndpoint(server.url), KEY);
    const days = server.requests.map(({ headers }) => String(headers['x-amz-date']).slice(0, 8));
    const dayOf = (epochMs: number) =>
      new Date(epochMs).toISOString().slice(0, 10).replaceAll('-', '');
    expect(days).toEqual([dayOf(Date.now() + 3 * 86_400_000), dayOf(Date.now())]);
  });

  it('being off, a call with a code fails once and says by how much', async () => {
    const { aws } = aheadOfAws();
    const server = await startLocalAws(() =>
      errorReply('SignatureDoesNotMatch', 'Signature not yet current: …'),
    );
    const call = aws.getSessionToken(anEndpoint(server.url), KEY, {
      durationSeconds: 900,
      mfa: MFA,
    });
    const { code, facts } = await failureOf(call);
    expect(code).toBe('aws/clock-skew');
    expect(Math.round((facts as { skewSeconds: number }).skewSeconds / 60)).toBe(3 * 24 * 60);
    expect(server.requests).toHaveLength(1);
  });
});

function parametersOf(body: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}
