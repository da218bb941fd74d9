import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

function refusedFor(principal: string, roleName: string) {
  const { roleArn } = practice.role(roleName);
  return {
    code: 'AccessDenied',
    status: 403,
    message: `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  };
}

const DANA = 'arn:aws:iam::111122223333:user/dana';

function mfaOf(userName: string) {
  return {
    SerialNumber: practice.user(userName).mfaSerial ?? '',
    TokenCode: practice.codeOf(userName),
  };
}

describe('who may assume a role', () => {
  test('a user whom the role trusts by name and who has the permission', async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-dev-developer', {
      RoleSessionName: 'dana',
    });
    expect(reply.AssumedRoleUser).toEqual({
      Arn: 'arn:aws:sts::222233334444:assumed-role/Developer/dana',
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:dana$/),
    });
  });

  test('anybody with the permission, of an account that the role trusts', async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-prod-readonly', mfaOf('dana'));
    expect(reply.AssumedRoleUser?.Arn).toContain(':assumed-role/ReadOnly/');
  });

  test('nobody whom the role does not trust', async () => {
    expect(await refusalOf(practice.assume(practice.user('dana'), 'partner-owner'))).toEqual(
      refusedFor(DANA, 'partner-owner'),
    );
  });

  test('nobody without a permission, where the role is of another account', async () => {
    expect(await refusalOf(practice.assume(practice.user('pat'), 'acme-dev-developer'))).toEqual(
      refusedFor('arn:aws:iam::111122223333:user/pat', 'acme-dev-developer'),
    );
  });

  test('a user without a permission, where a role of the same account trusts them by name', async () => {
    const reply = await practice.assume(practice.user('pat'), 'acme-main-support');
    expect(reply.AssumedRoleUser?.Arn).toContain(':assumed-role/Support/');
  });

  test('a role that does not exist is refused in the same words', async () => {
    const RoleArn = 'arn:aws:iam::222233334444:role/Nothing';
    expect(
      (await refusalOf(practice.assume(practice.user('dana'), 'acme-dev-developer', { RoleArn })))
        .message,
    ).toBe(`User: ${DANA} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`);
  });

  test('never the root user', async () => {
    expect(await refusalOf(practice.assume(practice.user('root'), 'acme-dev-developer'))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Roles may not be assumed by root accounts.',
    });
  });

  test('a chain: a role that trusts another role takes its session and no user', async () => {
    const dana = practice.user('dana');
    expect(await refusalOf(practice.assume(dana, 'acme-data-analyst'))).toEqual(
      refusedFor(DANA, 'acme-data-analyst'),
    );
    const hub = await practice.assume(dana, 'acme-data-hub');
    const analyst = await practice.assume(keysOf(hub.Credentials), 'acme-data-analyst');
    expect(analyst.AssumedRoleUser?.Arn).toContain(':assumed-role/Analyst/');
  });
});

describe('external id', () => {
  test('the right one opens the role', async () => {
    const ExternalId = practice.role('partner-auditor').externalId ?? '';
    const reply = await practice.assume(practice.user('dana'), 'partner-auditor', { ExternalId });
    expect(reply.Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test.each([
    ['none', {}],
    ['a wrong one', { ExternalId: 'acme' }],
  ])('%s is refused', async (_, input) => {
    expect(
      await refusalOf(practice.assume(practice.user('dana'), 'partner-auditor', input)),
    ).toEqual(refusedFor(DANA, 'partner-auditor'));
  });
});

describe('MFA', () => {
  test('a role that wants MFA refuses a bare key', async () => {
    expect(await refusalOf(practice.assume(practice.user('dana'), 'acme-prod-admin'))).toEqual(
      refusedFor(DANA, 'acme-prod-admin'),
    );
  });

  test('and a session that was got without a code', async () => {
    const session = await practice.sessionOf('dana', 'without MFA');
    expect(await refusalOf(practice.assume(session, 'acme-prod-admin'))).toEqual(
      refusedFor(DANA, 'acme-prod-admin'),
    );
  });

  test('it takes a code in the call', async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-prod-admin', mfaOf('dana'));
    expect(reply.Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('and a session that was got with a code, as often as one likes', async () => {
    const session = await practice.sessionOf('dana', 'with MFA');
    await practice.assume(session, 'acme-prod-admin');
    expect((await practice.assume(session, 'acme-prod-readonly')).Credentials?.AccessKeyId).toMatch(
      /^ASIA/,
    );
  });

  test('a code is spent even where the role is refused', async () => {
    const proof = mfaOf('dana');
    await refusalOf(practice.assume(practice.user('dana'), 'partner-owner', proof));
    const second = await refusalOf(
      practice.assume(practice.user('dana'), 'acme-prod-admin', proof),
    );
    expect(second.message).toBe(
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    );
  });

  test('the session of a role can prove no device', async () => {
    const hub = await practice.assume(practice.user('dana'), 'acme-data-hub');
    const call = practice.assume(keysOf(hub.Credentials), 'acme-data-analyst', mfaOf('dana'));
    expect((await refusalOf(call)).message).toContain('unable to validate MFA code');
  });
});

describe('duration', () => {
  const CHAINED =
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
  const ABOVE_MAXIMUM =
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

  async function secondsOf(reply: ReturnType<typeof practice.assume>): Promise<number> {
    return (
      ((await reply).Credentials?.Expiration?.getTime() ?? Number.NaN) / 1000 -
      practice.clock.now() / 1000
    );
  }

  test('one hour unless asked otherwise', async () => {
    expect(await secondsOf(practice.assume(practice.user('dana'), 'acme-dev-developer'))).toBe(
      3600,
    );
  });

  test.each([900, 43_200])('%d seconds, where the role allows twelve hours', async (seconds) => {
    const input = { DurationSeconds: seconds };
    expect(
      await secondsOf(practice.assume(practice.user('dana'), 'acme-dev-developer', input)),
    ).toBe(seconds);
  });

  test("more than the role's maximum is refused", async () => {
    const input = { ...mfaOf('dana'), DurationSeconds: 4 * 3600 + 1 };
    expect(
      await refusalOf(practice.assume(practice.user('dana'), 'acme-prod-readonly', input)),
    ).toEqual({
      code: 'ValidationError',
      status: 400,
      message: ABOVE_MAXIMUM,
    });
  });

  test.each([899, 43_201])('%d seconds is refused for every role', async (seconds) => {
    const call = practice.assume(practice.user('dana'), 'acme-dev-developer', {
      DurationSeconds: seconds,
    });
    expect((await refusalOf(call)).message).toContain(`Value '${seconds}' at 'durationSeconds'`);
  });

  test('from a role, one hour at most, whatever the role allows', async () => {
    const hub = keysOf((await practice.assume(practice.user('dana'), 'acme-data-hub')).Credentials);
    expect(
      await secondsOf(practice.assume(hub, 'acme-data-analyst', { DurationSeconds: 3600 })),
    ).toBe(3600);
    expect(
      await refusalOf(practice.assume(hub, 'acme-data-analyst', { DurationSeconds: 3601 })),
    ).toEqual({
      code: 'ValidationError',
      status: 400,
      message: CHAINED,
    });
  });

  test('from the session of GetSessionToken likewise', async () => {
    const session = await practice.sessionOf('dana', 'with MFA');
    const call = practice.assume(session, 'acme-dev-developer', { DurationSeconds: 7200 });
    expect((await refusalOf(call)).message).toBe(CHAINED);
  });
});

describe('what the call must hold', () => {
  test.each(['x', 'no blanks', 'ö'.repeat(3), 'a'.repeat(65)])(
    '"%s" is no session name',
    async (RoleSessionName) => {
      const call = practice.assume(practice.user('dana'), 'acme-dev-developer', {
        RoleSessionName,
      });
      const { code, status, message } = await refusalOf(call);
      expect([code, status]).toEqual(['ValidationError', 400]);
      expect(message).toContain(
        `Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint`,
      );
    },
  );

  test('every wrong value is named in one refusal', async () => {
    const input = { RoleArn: 'short', RoleSessionName: 'a b', DurationSeconds: 1 };
    const { message } = await refusalOf(
      practice.assume(practice.user('dana'), 'acme-dev-developer', input),
    );
    expect(message).toMatch(
      /^3 validation errors detected: .*'roleArn'.*; .*'roleSessionName'.*; .*'durationSeconds'/,
    );
  });

  test('a role ARN that is none is called invalid', async () => {
    const RoleArn = 'arn:aws:iam::2222:role/Developer';
    const refusal = await refusalOf(
      practice.assume(practice.user('dana'), 'acme-dev-developer', { RoleArn }),
    );
    expect(refusal).toEqual({
      code: 'ValidationError',
      status: 400,
      message: `${RoleArn} is invalid`,
    });
  });

  test('session tags, policies and a source identity do no harm', async () => {
    const reply = await practice.assume(practice.user('dana'), 'acme-dev-developer', {
      Tags: [{ Key: 'team', Value: 'insight' }],
      Policy: '{"Version":"2012-10-17","Statement":[]}',
      SourceIdentity: 'dana',
    });
    expect(reply.SourceIdentity).toBe('dana');
  });
});
