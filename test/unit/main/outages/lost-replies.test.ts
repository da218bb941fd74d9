import { describe, expect, it } from 'vitest';
import { createCaller } from '#main/aws/caller.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { AWS_LIMITS } from '#main/aws/sdk-aws.ts';
import { getCallerIdentity } from '#main/aws/sts-calls.ts';
import type { PracticeFault } from '#main/practice/practice-account.ts';
import { secretOf } from '#shared/secret.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { openOutageWorld, type OutageWorld } from './outage-world.ts';

// The hazards of contracts.md §3.2, each counted at the practice account.

const LOST: readonly [string, PracticeFault['kind']][] = [
  ['is lost after AWS did what was asked', { type: 'drop-reply' }],
  ['is lost before AWS looked at it', { type: 'drop-request' }],
  ['comes too late', { type: 'delay', ms: 5 * SECOND_MS }],
  ['is a 500', { type: 'server-error', status: 500 }],
  ['is a 503', { type: 'server-error', status: 503 }],
  ['is a throttling', { type: 'throttle' }],
];

describe('hazard 1: when the reply to a call with a code', () => {
  it.each(
    LOST.flatMap(([what, kind]) => [
      [what, 'GetSessionToken', 'dana', kind] as const,
      [what, 'AssumeRole', 'direct', kind] as const,
    ]),
  )('%s, %s goes out once, and later with another code', async (_, action, target, kind) => {
    const world = await openOutageWorld();
    const { account, sessions, driven } = world;
    if (kind.type === 'delay') world.limits.wholeMs = 600;
    const remove = account.addFault({ action, kind });
    await expect(sessions.switchTo(target, {})).rejects.toMatchObject({
      code: expect.stringMatching(/^aws\//) as string,
    });
    remove();
    world.limits.wholeMs = AWS_LIMITS.wholeMs;
    // What was held back has its effect now, when nobody waits for it any more.
    await eventually(async () => {
      await world.clock.advance(5 * SECOND_MS);
      expect(callsOf(world, action)).toHaveLength(1);
    });

    expect(await driven(sessions.switchTo(target, {}))).toMatchObject({ kind: 'session' });
    const codes = world.codes();
    expect(codes.at(-1)).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBe(codes.length);
    expect(callsOf(world, action).at(-1)?.status).toBe(200);
    expect(account.calls.some(({ status }) => status === 403)).toBe(false);
  });
});

describe('hazard 1: when the reply to a call without a code', () => {
  it.each(
    LOST.filter(([, { type }]) => type !== 'delay').flatMap(([what, kind]) => [
      [what, 'GetSessionToken', 'kim', kind] as const,
      [what, 'AssumeRole', 'dev', kind] as const,
    ]),
  )('%s, %s goes out again by itself', async (_, action, target, kind) => {
    const world = await openOutageWorld();
    const { accessKeyId, secretAccessKey } = world.user('kim');
    const secret = secretOf(secretAccessKey);
    const kim = { name: 'kim', endpoint: 'practice', accessKeyId, secretAccessKey: secret };
    await world.identities.add(kim);
    world.account.addFault({ action, kind, times: 1 });
    await world.driven(world.sessions.switchTo(target, {}));
    expect(callsOf(world, action)).toHaveLength(2);
    expect(world.sessions.lastFailure(target)).toBeNull();
  });
});

describe('hazards 2 and 4: a call that makes something', () => {
  it.each(LOST.filter(([, { type }]) => type !== 'delay'))(
    'goes out once when the reply %s',
    async (_, kind) => {
      const { account, clock, user } = await openOutageWorld();
      const call = createCaller({ skew: createClockSkew(clock), clock, limits: AWS_LIMITS });
      const { accessKeyId, secretAccessKey } = user('kim');
      const credentials = {
        accessKeyId,
        secretAccessKey: secretOf(secretAccessKey),
        sessionToken: null,
      };
      account.addFault({ kind });
      // None of ours exists yet; what counts is how it says of itself that it is made once.
      const made = call(
        { endpoint: anEndpoint(account.url), credentials },
        { service: 'iam', action: 'CreateAccessKey', repeatable: false },
        (config) => getCallerIdentity({ ...config, endpoint: account.url }),
      );
      await expect(made).rejects.toMatchObject({
        code: expect.stringMatching(/^aws\//) as string,
      });
      expect(account.calls).toHaveLength(1);
    },
  );
});

describe('hazard 3: a limit', () => {
  it.each([
    [409, 'LimitExceeded'],
    [400, 'LimitExceededException'],
    [409, 'EntityAlreadyExists'],
  ])('that AWS answers with %i %s is not waited for', async (status, code) => {
    const { account, sessions, clock } = await openOutageWorld();
    account.addFault({ action: 'AssumeRole', kind: { type: 'refuse', status, code } });
    const before = clock.monotonic();
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'aws/failed',
      facts: { code, status },
    });
    expect(account.calls).toHaveLength(1);
    expect(clock.monotonic()).toBe(before);
  });
});

describe('hazard 5: a clock that is off', () => {
  it.each([20 * MINUTE_MS, -20 * MINUTE_MS, 9 * HOUR_MS])(
    'by %i ms is noticed by one refusal; signatures and codes are right from then on',
    async (offsetMs) => {
      const world = await openOutageWorld();
      const { account, sessions, driven, skew } = world;
      account.setClockOffset(offsetMs);
      await driven(sessions.switchTo('dev', {}));
      expect(callsOf(world, 'AssumeRole').map(({ status }) => status)).toEqual([403, 200]);
      expect(Math.round((skew.skewMs() ?? 0) / 1000)).toBe(-offsetMs / 1000);
      await driven(sessions.switchTo('dana', {}));
      await driven(sessions.switchTo('direct', {}));
      const later = account.calls.slice(2).map(({ action, status }) => [action, status]);
      expect(later).toEqual([
        ['GetSessionToken', 200],
        ['AssumeRole', 200],
      ]);
    },
  );
});

function callsOf({ account }: OutageWorld, action: string) {
  return account.calls.filter((call) => call.action === action);
}
