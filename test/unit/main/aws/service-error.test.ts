import { describe, expect, it } from 'vitest';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { anAws, anEndpoint, errorReply, failureOf, KEY, startLocalAws } from './local-aws.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
const MFA = { serial: SERIAL, code: '123456' };
const ROLE_ARN = 'arn:aws:iam::222233334444:role/path/Developer';
const ALICE = 'arn:aws:iam::111122223333:user/alice';
const REQUEST_ID = '01234567-89ab-cdef-0123-456789abcdef';

const signIn = { durationSeconds: 43_200, mfa: MFA };
const assume = {
  roleArn: ROLE_ARN,
  sessionName: 'alice',
  durationSeconds: 7200,
  externalId: null,
  options: NO_SESSION_OPTIONS,
  mfa: null,
};

type Call = 'identity' | 'session' | 'role' | 'role with code' | 'role with external id' | 'keys';

const ROWS: readonly (readonly [
  call: Call,
  code: string,
  status: number,
  text: string,
  expected: object,
])[] = [
  [
    'session',
    'AccessDenied',
    403,
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    { code: 'mfa/code-refused', facts: { serial: SERIAL, generated: false } },
  ],
  [
    'role with code',
    'AccessDenied',
    403,
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    { code: 'mfa/code-refused', facts: { serial: SERIAL, generated: false } },
  ],
  [
    'session',
    'AccessDenied',
    403,
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    { code: 'mfa/serial-refused', facts: { serial: SERIAL } },
  ],
  [
    'session',
    'AccessDenied',
    403,
    'Cannot call GetSessionToken with session credentials',
    { code: 'aws/access-key-needed', facts: { action: 'sts:GetSessionToken' } },
  ],
  [
    'role',
    'AccessDenied',
    403,
    `User: ${ALICE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
    {
      code: 'aws/role-refused',
      facts: { roleArn: ROLE_ARN, principal: ALICE, externalId: false, mfa: false },
    },
  ],
  [
    'role with external id',
    'AccessDenied',
    403,
    'Not authorized',
    {
      code: 'aws/role-refused',
      facts: { roleArn: ROLE_ARN, principal: '', externalId: true, mfa: false },
    },
  ],
  [
    'role with code',
    'AccessDenied',
    403,
    `User: ${ALICE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
    {
      code: 'aws/role-refused',
      facts: { roleArn: ROLE_ARN, principal: ALICE, externalId: false, mfa: true },
    },
  ],
  [
    'role',
    'AccessDenied',
    403,
    `User: ${ALICE} is not authorized to perform: sts:TagSession on resource: ${ROLE_ARN}`,
    {
      code: 'aws/option-refused',
      facts: { roleArn: ROLE_ARN, principal: ALICE, action: 'sts:TagSession' },
    },
  ],
  [
    'role with code',
    'AccessDenied',
    403,
    `User: ${ALICE} is not authorized to perform: sts:SetSourceIdentity on resource: ${ROLE_ARN}`,
    {
      code: 'aws/option-refused',
      facts: { roleArn: ROLE_ARN, principal: ALICE, action: 'sts:SetSourceIdentity' },
    },
  ],
  [
    'keys',
    'AccessDenied',
    403,
    `User: ${ALICE} is not authorized to perform: iam:ListAccessKeys on resource: user alice because no identity-based policy allows the iam:ListAccessKeys action`,
    {
      code: 'aws/access-denied',
      facts: {
        action: 'iam:ListAccessKeys',
        resource: '',
        principal: ALICE,
        withoutMfa: true,
      },
    },
  ],
  [
    'keys',
    'AccessDeniedException',
    400,
    `User: ${ALICE} is not authorized to perform: iam:ListAccessKeys on resource: ${ALICE}.`,
    {
      code: 'aws/access-denied',
      facts: { action: 'iam:ListAccessKeys', resource: ALICE, principal: ALICE },
    },
  ],
  [
    'role',
    'ValidationError',
    400,
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    {
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 7200, maximumSeconds: 3600, because: 'role-chaining' },
    },
  ],
  [
    'role',
    'ValidationError',
    400,
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    {
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 7200, maximumSeconds: null, because: 'role-maximum' },
    },
  ],
  [
    'session',
    'ValidationError',
    400,
    "1 validation error detected: Value '200000' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
    {
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 43_200, maximumSeconds: 129_600, because: 'service-limit' },
    },
  ],
  [
    'role',
    'ValidationError',
    400,
    "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint",
    {
      code: 'aws/failed',
      facts: {
        action: 'sts:AssumeRole',
        code: 'ValidationError',
        status: 400,
        requestId: REQUEST_ID,
      },
    },
  ],
  [
    'identity',
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    { code: 'aws/secret-wrong', facts: { accessKeyId: KEY.accessKeyId } },
  ],
  [
    'session',
    'SignatureDoesNotMatch',
    403,
    'Signature expired: 20221103T080139Z is now earlier than 20221103T085247Z (20221103T090747Z - 15 min.)',
    { code: 'aws/clock-skew' },
  ],
  [
    'session',
    'SignatureDoesNotMatch',
    403,
    'Signature not yet current: 20221103T090139Z is still later than 20221103T085247Z',
    { code: 'aws/clock-skew' },
  ],
  ['session', 'RequestExpired', 400, 'Request has expired.', { code: 'aws/clock-skew' }],
  [
    'identity',
    'InvalidClientTokenId',
    403,
    'The security token included in the request is invalid.',
    { code: 'aws/key-unknown', facts: { accessKeyId: KEY.accessKeyId } },
  ],
  [
    'identity',
    'UnrecognizedClientException',
    400,
    'The security token included in the request is invalid.',
    { code: 'aws/key-unknown', facts: { accessKeyId: KEY.accessKeyId } },
  ],
  [
    'role',
    'ExpiredToken',
    403,
    'The security token included in the request is expired',
    { code: 'aws/session-expired', facts: { action: 'sts:AssumeRole' } },
  ],
  [
    'role',
    'ExpiredTokenException',
    400,
    'Token is expired',
    { code: 'aws/session-expired', facts: { action: 'sts:AssumeRole' } },
  ],
  [
    'session',
    'RegionDisabledException',
    403,
    'STS is not activated in this region for account:111122223333.',
    { code: 'aws/region-disabled', facts: { region: 'eu-west-1' } },
  ],
  [
    'role',
    'MalformedPolicyDocument',
    400,
    'Syntax errors in policy.',
    { code: 'aws/policy-malformed', facts: { action: 'sts:AssumeRole' } },
  ],
  [
    'role',
    'PackedPolicyTooLarge',
    400,
    'Packed size of session tags consumes 112% of allotted space.',
    { code: 'aws/policy-too-large', facts: { percent: 112 } },
  ],
  [
    'session',
    'Throttling',
    400,
    'Rate exceeded',
    { code: 'aws/throttled', facts: { action: 'sts:GetSessionToken' } },
  ],
  ['session', 'ThrottlingException', 400, 'Rate exceeded', { code: 'aws/throttled' }],
  ['session', 'RequestLimitExceeded', 503, 'Request limit exceeded.', { code: 'aws/throttled' }],
  ['session', 'TooManyRequestsException', 429, 'Too many', { code: 'aws/throttled' }],
  ['session', 'SomethingNew', 429, 'Too many', { code: 'aws/throttled' }],
  [
    'session',
    'InternalFailure',
    500,
    'sorry',
    {
      code: 'aws/failed',
      facts: {
        action: 'sts:GetSessionToken',
        code: 'InternalFailure',
        status: 500,
        requestId: REQUEST_ID,
      },
    },
  ],
  [
    'keys',
    'NoSuchEntity',
    404,
    'The user with name alice cannot be found.',
    {
      code: 'aws/no-such-thing',
      facts: { action: 'iam:ListAccessKeys', thing: 'user', name: 'alice' },
    },
  ],
  [
    'role',
    'IDPCommunicationError',
    400,
    'x',
    { code: 'aws/failed', facts: { code: 'IDPCommunicationError' } },
  ],
  [
    'session',
    'SomethingNew.Entirely',
    418,
    'x',
    { code: 'aws/failed', facts: { code: 'SomethingNew.Entirely', status: 418 } },
  ],
  [
    'session',
    'a code with <b>markup</b>',
    400,
    'x',
    { code: expect.stringMatching(/^aws\/(failed|not-aws)$/) as string },
  ],
];

describe('an error of AWS', () => {
  it.each(ROWS)('%s: %s %i "%s"', async (call, code, status, text, expected) => {
    const server = await startLocalAws(() => errorReply(code, text, status));
    const failure = await failureOf(make(call, server.url));
    expect(failure).toMatchObject(expected);
    expect(Object.keys(failure.facts as object).length).toBeGreaterThan(0);
  });

  it('is told without its text, which may hold anything', async () => {
    const text = 'canary <script>alert(1)</script> arn:aws:iam::999988887777:user/eve\u0007';
    for (const [, code, status] of ROWS) {
      const server = await startLocalAws(() => errorReply(code, text, status));
      const { facts } = await failureOf(make('session', server.url));
      expect(JSON.stringify(facts)).not.toMatch(/canary|script|eve/);
    }
  });

  it('holds no secret', async () => {
    const server = await startLocalAws(() =>
      errorReply('AccessDenied', `code 123456 secret ${KEY.secretAccessKey.reveal()}`),
    );
    for (const call of ['session', 'role with code', 'keys'] as const) {
      const { facts } = await failureOf(make(call, server.url));
      expect(JSON.stringify(facts)).not.toContain('123456');
      expect(JSON.stringify(facts)).not.toContain(KEY.secretAccessKey.reveal());
    }
  });
});

function make(call: Call, url: string): Promise<unknown> {
  const aws = anAws();
  const endpoint = anEndpoint(url);
  switch (call) {
    case 'identity':
      return aws.getCallerIdentity(endpoint, KEY);
    case 'session':
      return aws.getSessionToken(endpoint, KEY, signIn);
    case 'role':
      return aws.assumeRole(endpoint, KEY, assume);
    case 'role with code':
      return aws.assumeRole(endpoint, KEY, { ...assume, mfa: MFA });
    case 'role with external id':
      return aws.assumeRole(endpoint, KEY, { ...assume, externalId: 'unique' });
    case 'keys':
      return aws.listAccessKeys(endpoint, KEY, 'alice');
  }
}
