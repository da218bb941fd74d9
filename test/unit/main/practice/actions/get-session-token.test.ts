import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  codeAt,
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

const CODE_REFUSED = {
  code: 'AccessDenied',
  status: 403,
  message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
};
const SERIAL_REFUSED = {
  code: 'AccessDenied',
  status: 403,
  message:
    'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
};

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

function getSessionToken(
  userName: string,
  input: ConstructorParameters<typeof GetSessionTokenCommand>[0] = {},
) {
  return practice.sts(practice.user(userName)).send(new GetSessionTokenCommand(input));
}

function withCode(code: string, userName = 'dana') {
  return { SerialNumber: practice.user(userName).mfaSerial ?? '', TokenCode: code };
}

async function secondsOf(reply: ReturnType<typeof getSessionToken>): Promise<number> {
  const expiration = (await reply).Credentials?.Expiration?.getTime() ?? Number.NaN;
  return (expiration - practice.clock.now()) / 1000;
}

describe('what it gives', () => {
  test('an access key that begins with ASIA, a secret of 40 characters and a long token', async () => {
    const { Credentials } = await getSessionToken('dana');
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials?.SecretAccessKey).toHaveLength(40);
    expect(Credentials?.SessionToken?.length).toBeGreaterThan(300);
  });

  test('it lasts twelve hours unless asked otherwise', async () => {
    expect(await secondsOf(getSessionToken('dana'))).toBe(43_200);
  });

  test.each([900, 129_600])('it lasts the %d seconds asked for', async (seconds) => {
    expect(await secondsOf(getSessionToken('dana', { DurationSeconds: seconds }))).toBe(seconds);
  });

  test('for the root user it lasts one hour at most, and AWS says nothing about it', async () => {
    expect(await secondsOf(getSessionToken('root', { DurationSeconds: 7200 }))).toBe(3600);
    expect(await secondsOf(getSessionToken('root', { DurationSeconds: 1800 }))).toBe(1800);
  });

  test('a session works until it expires and is then called expired', async () => {
    const session = keysOf((await getSessionToken('dana', { DurationSeconds: 900 })).Credentials);
    const call = () => practice.sts(session).send(new GetCallerIdentityCommand());
    practice.clock.jump(899_000);
    expect((await call()).Account).toBe('111122223333');
    practice.clock.jump(1000);
    expect(await refusalOf(call())).toEqual({
      code: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    });
  });

  test.each([
    [899, 'greater than or equal to 900'],
    [129_601, 'less than or equal to 129600'],
  ])('a duration of %d seconds is refused with the limit', async (seconds, limit) => {
    expect(await refusalOf(getSessionToken('dana', { DurationSeconds: seconds }))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${limit}`,
    });
  });

  test.each(['of a user', 'of a role'])('the session %s cannot get another', async (kind) => {
    const session =
      kind === 'of a user'
        ? await practice.sessionOf('dana', 'without MFA')
        : keysOf((await practice.assume(practice.user('dana'), 'acme-dev-developer')).Credentials);
    expect(await refusalOf(practice.sts(session).send(new GetSessionTokenCommand()))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetSessionToken with session credentials',
    });
  });
});

describe('MFA codes', () => {
  test('the code of this moment is taken', async () => {
    const reply = await getSessionToken('dana', withCode(practice.codeOf('dana')));
    expect(reply.Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('the code of the step before is still taken, the one before that is not', async () => {
    const { clock, user } = practice;
    const older = codeAt(user('dana'), clock.now() - 60_000);
    expect(await refusalOf(getSessionToken('dana', withCode(older)))).toEqual(CODE_REFUSED);
    const previous = codeAt(user('dana'), clock.now() - 30_000);
    expect((await getSessionToken('dana', withCode(previous))).Credentials).toBeDefined();
  });

  test('the code of the next step comes too early', async () => {
    const next = codeAt(practice.user('dana'), practice.clock.now() + 30_000);
    expect(await refusalOf(getSessionToken('dana', withCode(next)))).toEqual(CODE_REFUSED);
  });

  test('a code works once, in the same words as a wrong one', async () => {
    const code = practice.codeOf('dana');
    await getSessionToken('dana', withCode(code));
    expect(await refusalOf(getSessionToken('dana', withCode(code)))).toEqual(CODE_REFUSED);
    practice.nextStep();
    expect(
      (await getSessionToken('dana', withCode(practice.codeOf('dana')))).Credentials,
    ).toBeDefined();
  });

  test('of two calls with one code at the same time, one goes through', async () => {
    const proof = withCode(practice.codeOf('dana'));
    const calls = await Promise.allSettled([
      getSessionToken('dana', proof),
      getSessionToken('dana', proof),
    ]);
    expect(calls.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('after a code, the one of the step before is spent too', async () => {
    await getSessionToken('dana', withCode(practice.codeOf('dana')));
    const previous = codeAt(practice.user('dana'), practice.clock.now() - 30_000);
    expect(await refusalOf(getSessionToken('dana', withCode(previous)))).toEqual(CODE_REFUSED);
  });

  test('a used code stays used when the clock is set back', async () => {
    const code = practice.codeOf('dana');
    await getSessionToken('dana', withCode(code));
    practice.clock.jump(-120_000);
    expect(await refusalOf(getSessionToken('dana', withCode(code)))).toEqual(CODE_REFUSED);
    expect(await refusalOf(getSessionToken('dana', withCode(practice.codeOf('dana'))))).toEqual(
      CODE_REFUSED,
    );
  });

  test('codes follow the clock of the account, not the one of the computer', async () => {
    practice.account.setClockOffset(5 * 60_000);
    expect(await refusalOf(getSessionToken('dana', withCode(practice.codeOf('dana'))))).toEqual(
      CODE_REFUSED,
    );
    const theirs = codeAt(practice.user('dana'), practice.clock.now() + 5 * 60_000);
    expect((await getSessionToken('dana', withCode(theirs))).Credentials).toBeDefined();
  });

  test('a code whose call was refused for another reason stays usable', async () => {
    const proof = withCode(practice.codeOf('dana'));
    await refusalOf(getSessionToken('dana', { ...proof, DurationSeconds: 1 }));
    expect((await getSessionToken('dana', proof)).Credentials).toBeDefined();
  });

  test("another user's device is refused, whatever the code", async () => {
    const theirs = withCode(practice.codeOf('pat'), 'pat');
    expect(await refusalOf(getSessionToken('dana', theirs))).toEqual(SERIAL_REFUSED);
  });

  test('a serial number that does not exist is refused', async () => {
    const proof = { SerialNumber: 'arn:aws:iam::111122223333:mfa/nobody', TokenCode: '123456' };
    expect(await refusalOf(getSessionToken('dana', proof))).toEqual(SERIAL_REFUSED);
  });

  test('serial number and code come together or not at all', async () => {
    const { SerialNumber, TokenCode } = withCode(practice.codeOf('dana'));
    const message =
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
    expect((await refusalOf(getSessionToken('dana', { SerialNumber }))).message).toBe(message);
    expect((await refusalOf(getSessionToken('dana', { TokenCode }))).message).toBe(message);
  });

  test.each(['12345', '1234567', '12345x'])(
    '"%s" is no code, and the refusal says so',
    async (code) => {
      const { code: errorCode, message } = await refusalOf(getSessionToken('dana', withCode(code)));
      expect(errorCode).toBe('ValidationError');
      expect(message).toContain(`Value '${code}' at 'tokenCode' failed to satisfy constraint`);
    },
  );
});
