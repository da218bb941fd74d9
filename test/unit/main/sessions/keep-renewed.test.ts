import { describe, expect, it, onTestFinished } from 'vitest';
import { createAnswerNeed } from '#main/needs/answer-need.ts';
import { createRaiseNeed } from '#main/needs/raise-need.ts';
import { keepRenewed } from '#main/sessions/keep-renewed.ts';
import type { RunCodeCommand } from '#main/mfa/run-code-command.ts';
import { AppError } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity } from '../things.ts';

const UNREACHABLE = new AppError('aws/unreachable', {
  url: 'https://sts.us-east-1.amazonaws.com',
  reason: 'timed-out',
  sent: false,
});

type Given = Parameters<typeof createParts>[0];

/** Sessions that are kept renewed, and a clock that waits for what it sets off. */
async function createKept(state: Given = aState(), runCodeCommand?: RunCodeCommand) {
  const parts = await createParts(state, {}, runCodeCommand);
  const { clock, book, skew, aws, delivery, needs } = parts;
  const running = new Set<Promise<unknown>>();
  const unexpected: unknown[] = [];
  const askedFor = new Set<string>();
  const start = () => {
    const kept = keepRenewed({
      book,
      skew,
      askTime: parts.askTime,
      clock,
      random: () => 0.5,
      needs,
      onNeed: createRaiseNeed({ state: parts.state, needs }),
      isAskedFor: (target) => askedFor.has(target),
      onUnexpected: (error) => void unexpected.push(error),
      sessions: {
        isUndelivered: parts.sessions.isUndelivered,
        renew(target) {
          const renewing = parts.sessions.renew(target);
          running.add(renewing.catch(() => {}));
          return renewing;
        },
      },
    });
    onTestFinished(() => {
      kept.close();
      expect(unexpected).toEqual([]);
    });
    return kept;
  };
  const pass = async (ms: number) => {
    await clock.advance(ms);
    await Promise.all(running);
    running.clear();
    await clock.advance(0);
  };
  /** How long the keys that tools find under a profile are good for; null when there are none. */
  const leftOf = (target: string): number | null => {
    const session = book.get(target);
    const found = delivery.profiles.get(target)?.accessKeyId;
    if (session === undefined || found === undefined) return null;
    expect(found).toBe(session.credentials.accessKeyId);
    return session.credentials.expiresAtMs - clock.trueNow();
  };
  return { ...parts, askedFor, start, pass, leftOf, calls: () => aws.calls.length };
}

describe('what a program on this machine has asked for', () => {
  it('is renewed in no file, before it has less left than botocore takes', async () => {
    const { sessions, start, pass, book, clock, delivery, askedFor } = await createKept();
    await sessions.obtain('dev', {});
    askedFor.add('dev');
    start();
    for (let minutes = 0; minutes < 180; minutes += 1) {
      await pass(MINUTE_MS);
      const left = (book.get('dev')?.credentials.expiresAtMs ?? 0) - clock.now();
      expect(left).toBeGreaterThan(15 * MINUTE_MS);
    }
    expect(delivery.profiles.size).toBe(0);
  });

  it('is left alone once nobody asks for it any more', async () => {
    const { sessions, start, pass, calls } = await createKept();
    await sessions.obtain('dev', {});
    const before = calls();
    start();
    await pass(2 * HOUR_MS);
    expect(calls()).toBe(before);
  });
});

describe('what is delivered', () => {
  it('has a quarter of an hour left at any time of a day, and takes no more calls than that needs', async () => {
    const roles = Array.from({ length: 40 }, (_, index) => aRole({ name: `role-${index}` }));
    const { start, pass, leftOf, sessions, aws, guard } = await createKept(aState({ roles }));
    for (const { name } of roles) await sessions.switchTo(name, {});
    start();
    for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
      await pass(5 * MINUTE_MS);
      for (const { name } of roles) expect(leftOf(name)).toBeGreaterThan(15 * MINUTE_MS);
    }
    // An hour each, renewed after less than 40 minutes; the user's own session lasts 12 hours.
    expect(aws.callsOf('assumeRole').length).toBeLessThanOrEqual(40 * (1 + (24 * 60) / 38));
    expect(aws.callsOf('getSessionToken').length).toBeLessThanOrEqual(3);
    expect(new Set(guard.sent.map(({ code }) => code)).size).toBe(guard.sent.length);
  });

  it('is renewed in the last quarter of a short session', async () => {
    const { start, pass, leftOf, sessions, calls } = await createKept();
    await sessions.switchTo('dev', { durationSeconds: 900 });
    start();
    const before = calls();
    await pass(11 * MINUTE_MS);
    expect(calls()).toBe(before);
    await pass(30 * SECOND_MS);
    expect(leftOf('dev')).toBeGreaterThan(14 * MINUTE_MS);
    expect(calls()).toBe(before + 1);
  });

  it.each([
    ['ten minutes before it ends', HOUR_MS - 10 * MINUTE_MS],
    ['hours after it ended', 5 * HOUR_MS],
    ['a year later', 365 * 24 * HOUR_MS],
  ])('is renewed within seconds when the machine wakes up %s', async (_, sleptMs) => {
    const { start, pass, leftOf, clock, sessions } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    await pass(MINUTE_MS);
    clock.suspend(sleptMs);
    await pass(5 * SECOND_MS);
    expect(leftOf('dev')).toBeGreaterThan(50 * MINUTE_MS);
  });

  it.each([-2 * HOUR_MS, -10 * 365 * 24 * HOUR_MS])(
    'is renewed when it is due although the clock was set by %i ms',
    async (ms) => {
      const { start, pass, leftOf, clock, sessions, aws } = await createKept();
      await sessions.switchTo('dev', {});
      start();
      clock.jump(ms);
      await pass(30 * MINUTE_MS);
      expect(aws.callsOf('assumeRole')).toHaveLength(1);
      await pass(10 * MINUTE_MS);
      expect(aws.callsOf('assumeRole')).toHaveLength(2);
      expect(leftOf('dev')).toBeGreaterThan(58 * MINUTE_MS);
    },
  );

  it.each([2 * HOUR_MS, 10 * 365 * 24 * HOUR_MS])(
    'is not renewed because the clock was set by %i ms: AWS is asked for the time, once',
    async (ms) => {
      const { start, pass, clock, sessions, aws, calls } = await createKept(
        aState({ roles: [aRole(), aRole({ name: 'other' })] }),
      );
      await sessions.switchTo('dev', {});
      await sessions.switchTo('other', {});
      start();
      const before = calls();
      clock.jump(ms);
      await pass(30 * MINUTE_MS);
      expect(aws.callsOf('getCallerIdentity')).toHaveLength(1);
      expect(calls()).toBe(before + 1);
    },
  );

  it('is renewed although the clock was years ahead when Latchkey started', async () => {
    const { start, pass, leftOf, clock, sessions, skew } = await createKept();
    await sessions.switchTo('dev', {});
    clock.jump(10 * 365 * 24 * HOUR_MS);
    start();
    skew.observe(new Date(clock.trueNow()).toUTCString());
    await pass(41 * MINUTE_MS);
    expect(leftOf('dev')).toBeGreaterThan(57 * MINUTE_MS);
  });

  it('is renewed when it is due while AWS does not say what time it is', async () => {
    const { start, pass, leftOf, clock, sessions, aws } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    aws.always('getCallerIdentity', UNREACHABLE);
    clock.suspend(45 * MINUTE_MS);
    await pass(5 * SECOND_MS);
    expect(leftOf('dev')).toBeGreaterThan(59 * MINUTE_MS);
  });
});

describe('an outage', () => {
  it('is waited out in longer and longer steps, and over within ten minutes of its end', async () => {
    const { start, pass, leftOf, sessions, aws, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    await pass(39 * MINUTE_MS);
    const before = calls();
    aws.always('assumeRole', UNREACHABLE);
    await pass(60 * MINUTE_MS);
    expect(calls() - before).toBeGreaterThan(5);
    expect(calls() - before).toBeLessThan(15);
    expect(sessions.lastFailure('dev')?.failure.code).toBe('aws/unreachable');
    aws.always('assumeRole', null);
    await pass(10 * MINUTE_MS);
    expect(leftOf('dev')).toBeGreaterThan(49 * MINUTE_MS);
    expect(sessions.lastFailure('dev')).toBeNull();
  });
});

describe('a file that cannot be written when the session is renewed', () => {
  it('has the new keys within two minutes of being free again, without another call', async () => {
    const { start, pass, leftOf, sessions, delivery, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    const free = delivery.holdBusy();
    await pass(41 * MINUTE_MS);
    expect(sessions.lastFailure('dev')?.failure.code).toBe('files/busy');
    const before = calls();
    free();
    await pass(2 * MINUTE_MS);
    expect(leftOf('dev')).toBeGreaterThan(55 * MINUTE_MS);
    expect(sessions.lastFailure('dev')).toBeNull();
    expect(calls()).toBe(before);
  });

  it('is told to the user when it takes one, once', async () => {
    const { start, pass, sessions, delivery, needs, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    delivery.tamper('dev');
    await pass(41 * MINUTE_MS);
    expect(needs.list()).toMatchObject([{ failure: { code: 'files/changed-elsewhere' } }]);
    const before = calls();
    await pass(30 * MINUTE_MS);
    expect(calls()).toBe(before);
    await sessions.switchTo('dev', { replaceChanged: true });
    expect(needs.list()).toEqual([]);
  });
});

describe('a device whose seed Latchkey does not hold', () => {
  it('is asked for once for all sessions that rest on it, and they are renewed as soon as it is answered', async () => {
    const roles = Array.from({ length: 20 }, (_, index) => aRole({ name: `role-${index}` }));
    const identities = [anIdentity({ hasSeed: false, durationSeconds: 3600 })];
    const { start, pass, leftOf, sessions, needs } = await createKept(
      aState({ roles, identities }),
    );
    const told: string[] = [];
    needs.onRaised(({ failure }) => void told.push(failure.code));
    await sessions.switchTo('role-0', { mfaCode: '123456' });
    for (const { name } of roles) await sessions.switchTo(name, {});
    start();
    // After 40 minutes the user's own session is still long enough, after 80 it is over.
    for (let minutes = 0; minutes < 90; minutes += 5) await pass(5 * MINUTE_MS);
    expect(told).toEqual(['mfa/code-needed']);
    expect(needs.list()[0]?.targets).toHaveLength(20);
    await sessions.switchTo('role-3', { mfaCode: '654321' });
    await pass(10 * SECOND_MS);
    for (const { name } of roles) expect(leftOf(name)).toBeGreaterThan(50 * MINUTE_MS);
    expect(needs.list()).toEqual([]);
    expect(told).toHaveLength(1);
  });
});

describe('a code that is typed for a renewal', () => {
  async function createWaiting() {
    const parts = await createKept(aState({ identities: [anIdentity({ hasSeed: false })] }));
    const { start, pass, sessions, needs } = parts;
    const told: string[] = [];
    needs.onRaised(({ failure }) => void told.push(failure.code));
    await sessions.switchTo('alice', { mfaCode: '111111' });
    start();
    await pass(12 * HOUR_MS - 18 * MINUTE_MS);
    const [need] = needs.list();
    expect(need).toMatchObject({ failure: { code: 'mfa/code-needed' }, targets: ['alice'] });
    return { ...parts, told, cause: need!.cause };
  }

  it('makes a new session though the old one has 18 minutes left, and is not asked for again', async () => {
    const { state, sessions, needs, told, cause, pass, leftOf, guard } = await createWaiting();
    const answer = createAnswerNeed({ state, needs, sessions });
    expect(leftOf('alice')).toBe(18 * MINUTE_MS);
    expect(await answer(cause, '222222')).toBe(true);
    expect(leftOf('alice')).toBe(12 * HOUR_MS);
    await pass(5 * MINUTE_MS);
    expect(needs.list()).toEqual([]);
    expect(told).toHaveLength(1);
    expect(await answer(cause, '333333')).toBe(false);
    expect(guard.sent.map(({ code }) => code)).toEqual(['111111', '222222']);
  });

  it('is told again by the next renewal once it was set aside for a quarter of an hour', async () => {
    const { needs, told, cause, pass } = await createWaiting();
    needs.setAside(cause);
    await pass(14 * MINUTE_MS);
    expect(told).toHaveLength(1);
    await pass(2 * MINUTE_MS);
    expect(told).toHaveLength(2);
    expect(needs.list()).toMatchObject([{ targets: ['alice'] }]);
  });
});

describe('what takes a person', () => {
  it('is neither tried nor told anew where a tool reads the session meanwhile', async () => {
    const { start, pass, sessions, aws, needs, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    const told: string[] = [];
    needs.onRaised(({ failure }) => void told.push(failure.code));
    const facts = { roleArn: aRole().roleArn, principal: 'alice', externalId: false, mfa: true };
    aws.always('assumeRole', new AppError('aws/role-refused', facts));
    await pass(40 * MINUTE_MS);
    const before = calls();
    for (let reads = 0; reads < 36; reads += 1) {
      await pass(5 * SECOND_MS);
      expect(await sessions.obtain('dev', {})).toMatchObject({ reused: true });
    }
    expect(calls()).toBe(before);
    expect(told).toEqual(['aws/role-refused']);
  });

  it('is tried once, said where the target is, and left until somebody acts', async () => {
    const { start, pass, sessions, aws, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    const refused = new AppError('aws/role-refused', {
      roleArn: 'arn:aws:iam::222233334444:role/Developer',
      principal: 'alice',
      externalId: false,
      mfa: true,
    });
    aws.always('assumeRole', refused);
    await pass(39 * MINUTE_MS);
    const before = calls();
    await pass(3 * HOUR_MS);
    expect(calls()).toBe(before + 1);
    expect(sessions.lastFailure('dev')?.failure.code).toBe('aws/role-refused');
    aws.always('assumeRole', null);
    await sessions.switchTo('dev', {});
    await pass(HOUR_MS);
    expect(sessions.lastFailure('dev')).toBeNull();
    expect(sessions.stateOf('dev')).toMatchObject({ state: 'active' });
  });

  it('is a code of a device whose seed Latchkey does not hold', async () => {
    const { start, pass, leftOf, sessions } = await createKept(
      aState({ identities: [anIdentity({ hasSeed: false })] }),
    );
    await sessions.switchTo('alice', { mfaCode: '123456', durationSeconds: 900 });
    start();
    await pass(14 * MINUTE_MS);
    expect(sessions.lastFailure('alice')?.failure).toMatchObject({ code: 'mfa/code-needed' });
    expect(sessions.stateOf('alice')).toMatchObject({ state: 'active' });
    await sessions.switchTo('alice', { mfaCode: '654321', durationSeconds: 900 });
    expect(leftOf('alice')).toBe(15 * MINUTE_MS);
    expect(sessions.lastFailure('alice')).toBeNull();
  });

  it('is a section that somebody else has changed: the file stays as it is', async () => {
    const { start, pass, sessions, delivery } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    const before = delivery.profiles.get('dev');
    delivery.tamper('dev');
    await pass(2 * HOUR_MS);
    expect(delivery.profiles.get('dev')).toEqual(before);
    expect(sessions.lastFailure('dev')?.failure.code).toBe('files/changed-elsewhere');
  });
});

describe('left alone', () => {
  it('is what was over before Latchkey started, what was stopped, and what no profile has', async () => {
    const { start, pass, sessions, clock, calls } = await createKept(
      aState({ roles: [aRole(), aRole({ name: 'stopped' }), aRole({ name: 'printed' })] }),
    );
    await sessions.switchTo('dev', {});
    clock.suspend(2 * HOUR_MS);
    await sessions.switchTo('stopped', {});
    await sessions.obtain('printed', {});
    start();
    await sessions.stop('stopped', false);
    const before = calls();
    await pass(5 * HOUR_MS);
    expect(calls()).toBe(before);
  });

  it.each([
    ['is stopped', 'none', 'stop'],
    ['is taken back at the end of the app', 'active', 'withdrawAll'],
  ] as const)('is what %s while it is being renewed', async (_, state, act) => {
    const { start, pass, sessions, aws, delivery, clock, book } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const usual = aws.assumeRole;
    aws.next('assumeRole', async (...given) => {
      await answered;
      return usual(...given);
    });
    await clock.advance(40 * MINUTE_MS);
    await eventually(() => expect(aws.callsOf('assumeRole')).toHaveLength(2));
    if (act === 'stop') await sessions.stop('dev', false);
    else await sessions.withdrawAll();
    answer();
    await pass(MINUTE_MS);
    expect(sessions.stateOf('dev').state).toBe(state);
    expect(book.get('dev')?.deliveredTo ?? null).toBeNull();
    expect(delivery.profiles.size).toBe(0);
  });

  it('is a renewal that AWS refuses after it was stopped: nobody is told', async () => {
    const { start, pass, sessions, aws, clock, needs, book } = await createKept();
    await sessions.switchTo('dev', {});
    start();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    aws.next('assumeRole', async () => {
      await answered;
      throw new AppError('aws/access-denied', {
        action: 'x',
        resource: '',
        principal: '',
        withoutMfa: false,
      });
    });
    await clock.advance(40 * MINUTE_MS);
    await eventually(() => expect(aws.callsOf('assumeRole')).toHaveLength(2));
    await sessions.stop('dev', false);
    answer();
    await pass(MINUTE_MS);
    expect(needs.list()).toEqual([]);
    expect(book.get('dev')).toBeUndefined();
  });

  it('is everything once Latchkey ends', async () => {
    const { start, pass, sessions, calls } = await createKept();
    await sessions.switchTo('dev', {});
    start().close();
    const before = calls();
    await pass(5 * HOUR_MS);
    expect(calls()).toBe(before);
  });
});

describe('what a command prints the codes for', () => {
  const printing = () =>
    aState({ identities: [anIdentity({ hasSeed: false, mfaProcess: ['/usr/bin/ykman'] })] });

  it('is renewed without a person, and after trouble that passes the command is run again', async () => {
    let runs = 0;
    const { start, pass, leftOf, sessions, aws } = await createKept(printing(), async () => {
      runs += 1;
      return String(runs).padStart(6, '0');
    });
    await sessions.switchTo('alice', { durationSeconds: 900 });
    aws.next('getSessionToken', UNREACHABLE);
    start();
    await pass(11 * MINUTE_MS + 15 * SECOND_MS);
    expect(runs).toBe(2);
    expect(sessions.lastFailure('alice')?.failure.code).toBe('aws/unreachable');
    await pass(MINUTE_MS);
    expect(runs).toBe(3);
    expect(leftOf('alice')).toBeGreaterThan(14 * MINUTE_MS);
  });

  it('is left to a person where the command fails: it is not run over and over', async () => {
    let runs = 0;
    const { start, pass, sessions } = await createKept(printing(), () => {
      runs += 1;
      return runs === 1
        ? Promise.resolve('123456')
        : Promise.reject(new AppError('mfa/process-timed-out', { program: 'x', seconds: 30 }));
    });
    await sessions.switchTo('alice', { durationSeconds: 900 });
    start();
    await pass(14 * MINUTE_MS);
    expect(runs).toBe(2);
    expect(sessions.lastFailure('alice')?.failure.code).toBe('mfa/process-timed-out');
  });
});
