import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { roleArnProblem } from '#shared/arn.ts';
import { nameProblem } from '#shared/names.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { eventually } from '#test/fixtures/eventually.ts';
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

function identify() {
  return practice.sts(practice.user('dana')).send(new GetCallerIdentityCommand());
}

describe('the people and roles', () => {
  test("ids, secrets and seeds have AWS's form", () => {
    for (const user of practice.account.users) {
      expect(user.accessKeyId).toMatch(/^AKIAPRACTICE[A-Z2-7]{8}$/);
      expect(user.secretAccessKey).toMatch(/^Practice\/[A-Za-z0-9/]{31}$/);
      if (user.mfaSeed !== null) expect(user.mfaSeed).toMatch(/^[A-Z2-7]{64}$/);
    }
    const ids = practice.account.users.map(({ accessKeyId }) => accessKeyId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('roles have ARNs and names that Latchkey takes', () => {
    const problems = practice.account.roles.flatMap(({ roleArn, name }) => [
      roleArnProblem(roleArn),
      nameProblem(name),
    ]);
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
    expect(practice.account.roles.length).toBeGreaterThanOrEqual(8);
  });

  test('they are the same at every start', async () => {
    const other = await startPracticeAccount({ clock: createFakeClock() });
    await other.close();
    expect(other.users).toEqual(practice.account.users);
    expect(other.roles).toEqual(practice.account.roles);
  });

  test('every session is new, and unknown to another practice account', async () => {
    const other = await openPracticeClients();
    try {
      const session = await practice.sessionOf('dana', 'without MFA');
      const refusal = await refusalOf(other.sts(session).send(new GetCallerIdentityCommand()));
      expect(refusal.code).toBe('InvalidClientTokenId');
    } finally {
      await other.close();
    }
  });

  test('2,000 accounts with 5 roles each stand beside the others, and dana may assume them', async () => {
    const large = await openPracticeClients({ scale: { accounts: 2000, roles: 5 } });
    try {
      const { roles } = large.account;
      expect(roles.length).toBe(practice.account.roles.length + 10_000);
      expect(new Set(roles.map(({ name }) => name)).size).toBe(roles.length);
      expect(roles.at(-1)?.roleArn).toBe('arn:aws:iam::900000002000:role/Admin');
      const reply = await large.assume(large.user('dana'), 'acme-2000-admin');
      const { Account } = await large
        .sts(keysOf(reply.Credentials))
        .send(new GetCallerIdentityCommand());
      expect(Account).toBe('900000002000');
    } finally {
      await large.close();
    }
  });
});

describe('the list of calls', () => {
  test('holds every call with its key, status and code, in order', async () => {
    await identify();
    const { mfaSerial } = practice.user('dana');
    const proof = { SerialNumber: mfaSerial ?? '', TokenCode: practice.codeOf('dana') };
    const getSession = () =>
      practice.sts(practice.user('dana')).send(new GetSessionTokenCommand(proof));
    await getSession();
    await refusalOf(getSession());
    await fetch(practice.account.url, { method: 'POST' });
    const { accessKeyId } = practice.user('dana');
    expect(practice.account.calls).toEqual([
      { action: 'GetCallerIdentity', accessKeyId, status: 200, tokenCode: null },
      { action: 'GetSessionToken', accessKeyId, status: 200, tokenCode: proof.TokenCode },
      { action: 'GetSessionToken', accessKeyId, status: 403, tokenCode: proof.TokenCode },
      { action: '', accessKeyId: '', status: 403, tokenCode: null },
    ]);
  });
});

describe('faults', () => {
  test('hit the named action only, as often as asked', async () => {
    practice.account.addFault({ action: 'GetSessionToken', times: 1, kind: { type: 'throttle' } });
    expect((await identify()).Account).toBe('111122223333');
    const getSession = () => practice.sts(practice.user('dana')).send(new GetSessionTokenCommand());
    expect(await refusalOf(getSession())).toEqual({
      code: 'Throttling',
      status: 400,
      message: 'Rate exceeded',
    });
    expect((await getSession()).Credentials).toBeDefined();
  });

  test('hit every call until they are removed', async () => {
    const remove = practice.account.addFault({ kind: { type: 'server-error', status: 503 } });
    expect(await refusalOf(identify())).toMatchObject({ code: 'ServiceUnavailable', status: 503 });
    expect(await refusalOf(identify())).toMatchObject({ status: 503 });
    remove();
    expect((await identify()).Account).toBe('111122223333');
  });

  test('a throttled code is not spent', async () => {
    practice.account.addFault({ times: 1, kind: { type: 'throttle' } });
    await refusalOf(practice.sessionOf('dana', 'with MFA'));
    expect((await practice.sessionOf('dana', 'with MFA')).accessKeyId).toMatch(/^ASIA/);
  });

  test('a dropped reply comes after the effect: the code is spent', async () => {
    practice.account.addFault({ times: 1, kind: { type: 'drop-reply' } });
    expect((await refusalOf(practice.sessionOf('dana', 'with MFA'))).status).toBeUndefined();
    expect(practice.account.calls.at(-1)?.status).toBe(200);
    expect((await refusalOf(practice.sessionOf('dana', 'with MFA'))).message).toContain(
      'invalid MFA one time pass code',
    );
  });

  test('a dropped request has no effect', async () => {
    practice.account.addFault({ times: 1, kind: { type: 'drop-request' } });
    expect((await refusalOf(practice.sessionOf('dana', 'with MFA'))).status).toBeUndefined();
    expect(practice.account.calls.at(-1)?.status).toBe(0);
    expect((await practice.sessionOf('dana', 'with MFA')).accessKeyId).toMatch(/^ASIA/);
  });

  test('a page of somebody else can come instead of AWS', async () => {
    practice.account.addFault({ kind: { type: 'html', status: 200 } });
    const response = await fetch(practice.account.url, { method: 'POST' });
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<!doctype html>');
  });

  test('a delay holds a call back by the clock, and lets it pass then', async () => {
    practice.account.addFault({ times: 1, kind: { type: 'delay', ms: 5000 } });
    const reply = identify();
    await eventually(() => expect(practice.clock.sleepers()).toBe(1));
    expect(practice.account.calls).toEqual([]);
    await practice.clock.advance(5000);
    expect((await reply).Account).toBe('111122223333');
  });
});

describe('closing', () => {
  test('ends calls that wait and connections that idle', async () => {
    await identify();
    practice.account.addFault({ kind: { type: 'delay', ms: 60_000 } });
    const waiting = refusalOf(identify());
    await eventually(() => expect(practice.clock.sleepers()).toBe(1));
    await practice.account.close();
    expect((await waiting).status).toBeUndefined();
    await expect(fetch(practice.account.url)).rejects.toThrow('fetch failed');
    practice = await openPracticeClients();
  });
});
