import { describe, expect, it } from 'vitest';
import { createAnswers, type AnswerAtOnce } from '#main/sessions/answer-at-once.ts';
import { AppError } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { createParts } from '../parts.ts';
import { DEVICE, aState, anIdentity } from '../things.ts';

const UNREACHABLE = new AppError('aws/unreachable', {
  url: 'https://sts.us-east-1.amazonaws.com',
  reason: 'timed-out',
  sent: false,
});
const DENIED = new AppError('aws/role-refused', {
  roleArn: 'arn:aws:iam::222233334444:role/Developer',
  principal: 'alice',
  externalId: false,
  mfa: true,
});

/** Longer than an answer may take. */
const HALF_A_SECOND_MS = 500;

async function createAnswering(...given: Parameters<typeof createParts>) {
  const parts = await createParts(...given);
  const { state, book, sessions, skew, clock } = parts;
  const unexpected: unknown[] = [];
  const answers = createAnswers({
    state,
    book,
    sessions,
    skew,
    clock,
    onUnexpected: (error) => `ref-${unexpected.push(error)}`,
    async obtain(target) {
      const outcome = await sessions.obtain(target, {});
      if (outcome.kind === 'mfa-needed') return { ...outcome, target };
      const { credentials } = outcome.session;
      const rest = { accountId: '222233334444', region: 'us-east-1', endpointUrl: null };
      return { kind: 'credentials', target, credentials, ...rest };
    },
  });
  /** An answer that does not come by itself has to come when its time is over. */
  const answerInTime = async (target: string) => {
    const answer = answers.answer(target);
    while (clock.sleepers() === 0) await clock.advance(0);
    await clock.advance(HALF_A_SECOND_MS);
    return answer;
  };
  const keyOf = (answer: AnswerAtOnce) =>
    answer.kind === 'credentials' ? answer.credentials.accessKeyId : answer.failure.code;
  const bookedKey = () => book.get('dev')?.credentials.accessKeyId;
  return { ...parts, answers, answerInTime, keyOf, bookedKey, unexpected };
}

/** A call of STS that takes until it is let go. */
function slowly<T>(usual: () => Promise<T>) {
  const gate: { open: () => void } = { open: () => {} };
  const opened = new Promise<void>((resolve) => (gate.open = resolve));
  return { reply: async () => (await opened, usual()), letGo: () => gate.open() };
}

describe('a session that may be used', () => {
  it('is given out of the book, and AWS hears of the first question only', async () => {
    const { answers, aws, keyOf, bookedKey } = await createAnswering();
    await answers.answer('dev');
    const calls = aws.calls.length;
    for (let asked = 0; asked < 1000; asked += 1)
      expect(keyOf(await answers.answer('dev'))).toBe(bookedKey());
    expect(aws.calls).toHaveLength(calls);
  });

  it('is made once for fifty programs that ask at once', async () => {
    const { answers, aws, guard, keyOf, bookedKey } = await createAnswering();
    const all = await Promise.all(Array.from({ length: 50 }, () => answers.answer('dev')));
    expect(new Set(all.map(keyOf))).toEqual(new Set([bookedKey()]));
    expect(aws.calls.map(({ action }) => action)).toEqual(['getSessionToken', 'assumeRole']);
    expect(guard.sent).toHaveLength(1);
  });

  it('says whose it is', async () => {
    const { answers } = await createAnswering();
    expect(await answers.answer('dev')).toMatchObject({
      accountId: '222233334444',
      region: 'us-east-1',
    });
    expect(await answers.answer('dev')).toMatchObject({ accountId: '222233334444' });
  });

  it('is made anew when its role was changed', async () => {
    const { answers, roles, aws } = await createAnswering();
    await answers.answer('dev');
    await roles.change('dev', { externalId: 'acme-42' });
    await answers.answer('dev');
    expect(aws.callsOf('assumeRole').map(({ request }) => request)).toEqual([
      expect.objectContaining({ externalId: null }),
      expect.objectContaining({ externalId: 'acme-42' }),
    ]);
  });
});

describe('when AWS takes its time', () => {
  it('says that the session is being made, goes on, and gives it to the next question', async () => {
    const { answers, answerInTime, aws, clock, keyOf, bookedKey } = await createAnswering();
    const usual = { ...aws }.assumeRole;
    const slow = slowly(() => Promise.resolve(null));
    aws.next('assumeRole', async (...request) => {
      await slow.reply();
      return usual(...request);
    });
    const first = await answerInTime('dev');
    expect(first).toEqual({
      kind: 'failed',
      failure: { code: 'session/being-made', facts: { target: 'dev', codeAt: null } },
      passes: true,
    });
    const second = answers.answer('dev');
    slow.letGo();
    expect(keyOf(await second)).toBe(bookedKey());
    // The scripted call, and the usual one that it makes.
    expect(aws.callsOf('assumeRole')).toHaveLength(2);
    expect(clock.sleepers()).toBe(0);
  });

  it('gives a session that is about to end, and the longer one as soon as it is there', async () => {
    const { answers, answerInTime, aws, clock, keyOf, bookedKey } = await createAnswering();
    await answers.answer('dev');
    const old = bookedKey();
    clock.suspend(50 * MINUTE_MS);
    const usual = { ...aws }.assumeRole;
    const slow = slowly(() => Promise.resolve(null));
    aws.next('assumeRole', async (...request) => {
      await slow.reply();
      return usual(...request);
    });
    expect(keyOf(await answerInTime('dev'))).toBe(old);
    expect(keyOf(await answerInTime('dev'))).toBe(old);
    const next = answers.answer('dev');
    slow.letGo();
    expect(keyOf(await next)).not.toBe(old);
    expect(keyOf(await next)).toBe(bookedKey());
  });
});

describe('what is not given out', () => {
  it('is a session that is over, whatever stands in the way of a new one', async () => {
    const { answers, aws, clock, keyOf } = await createAnswering();
    await answers.answer('dev');
    aws.always('assumeRole', UNREACHABLE);
    aws.always('getSessionToken', UNREACHABLE);
    clock.suspend(13 * HOUR_MS);
    expect(await answers.answer('dev')).toMatchObject({ kind: 'failed', passes: true });
    expect(keyOf(await answers.answer('dev'))).toBe('aws/unreachable');
  });

  it('is an old session after its end; until then it serves where AWS gives no new one, which hears of it seldom', async () => {
    const { answers, aws, clock, keyOf, bookedKey } = await createAnswering();
    await answers.answer('dev');
    aws.always('assumeRole', UNREACHABLE);
    clock.suspend(59 * MINUTE_MS);
    for (let asked = 0; asked < 10; asked += 1)
      expect(keyOf(await answers.answer('dev'))).toBe(bookedKey());
    expect(aws.callsOf('assumeRole')).toHaveLength(2);
    clock.suspend(MINUTE_MS);
    expect(keyOf(await answers.answer('dev'))).not.toBe(bookedKey());
    await clock.advance(2 * SECOND_MS);
    expect(keyOf(await answers.answer('dev'))).toBe('aws/unreachable');
  });

  it('is what may be over, after both clocks stood still: AWS is asked what time it is', async () => {
    const { answers, clock, skew, keyOf, bookedKey } = await createAnswering();
    await answers.answer('dev');
    const old = bookedKey();
    clock.suspend(2 * HOUR_MS);
    clock.jump(-2 * HOUR_MS);
    skew.doubt();
    expect(answers.ready('dev')).toBeNull();
    const now = await answers.answer('dev');
    expect(keyOf(now)).not.toBe(old);
    expect(now.kind === 'credentials' && now.credentials.expiresAtMs).toBeGreaterThan(
      clock.trueNow(),
    );
  });

  it('is anything of a locked vault', async () => {
    const { answers, vault, book, keyOf } = await createAnswering();
    await answers.answer('dev');
    vault.lock();
    book.forget();
    expect(await answers.answer('dev')).toMatchObject({ kind: 'failed', passes: false });
    expect(keyOf(await answers.answer('dev'))).toBe('vault/locked');
    await vault.unlock(null);
    expect(await answers.answer('dev')).toMatchObject({ kind: 'credentials' });
  });

  it('is a session that was stopped while a longer one was to be made', async () => {
    const { answers, answerInTime, sessions, aws, clock, keyOf } = await createAnswering();
    await answers.answer('dev');
    clock.suspend(50 * MINUTE_MS);
    const slow = slowly(() => Promise.reject(UNREACHABLE));
    aws.next('assumeRole', slow.reply);
    const asked = answerInTime('dev');
    await sessions.stop('dev', false);
    expect(keyOf(await asked)).toBe('session/being-made');
    slow.letGo();
  });

  it('is for a target that there is none of', async () => {
    const { answers, unexpected } = await createAnswering();
    expect(await answers.answer('nobody')).toEqual({
      kind: 'failed',
      failure: { code: 'input/unknown', facts: { kind: 'target', name: 'nobody' } },
      passes: false,
    });
    expect(unexpected).toEqual([]);
  });
});

describe('what takes a person', () => {
  it('is said at once, and not waited for', async () => {
    const { answers, aws } = await createAnswering(
      aState({ identities: [anIdentity({ hasSeed: false })] }),
    );
    expect(await answers.answer('dev')).toEqual({
      kind: 'failed',
      failure: { code: 'mfa/code-needed', facts: { serial: DEVICE, target: 'dev' } },
      passes: false,
    });
    expect(aws.calls).toEqual([]);
  });

  it('is over with the code that somebody types', async () => {
    const { answers, sessions } = await createAnswering(
      aState({ identities: [anIdentity({ hasSeed: false })] }),
    );
    await answers.answer('dev');
    await sessions.obtain('dev', { mfaCode: '424242' });
    expect(await answers.answer('dev')).toMatchObject({ kind: 'credentials' });
  });
});

describe('a refusal of AWS', () => {
  it('stands for two seconds, since programs ask again each second', async () => {
    const { answers, aws, clock, keyOf } = await createAnswering();
    aws.always('assumeRole', DENIED);
    for (let asked = 0; asked < 10; asked += 1)
      expect(await answers.answer('dev')).toMatchObject({ kind: 'failed', passes: false });
    expect(aws.callsOf('assumeRole')).toHaveLength(1);
    aws.always('assumeRole', null);
    await clock.advance(2 * SECOND_MS);
    expect(keyOf(await answers.answer('dev'))).toMatch(/^ASIA/);
  });
});

describe('a session that is asked for', () => {
  it('is one that somebody got, and none of before or after', async () => {
    const { answers, book, clock, sessions } = await createAnswering();
    await sessions.obtain('dev', {});
    const first = book.get('dev') ?? expect.fail('no session');
    expect(answers.isAskedFor('dev', first)).toBe(false);
    await answers.answer('dev');
    expect(answers.isAskedFor('dev', first)).toBe(true);
    expect(answers.isAskedFor('prod', first)).toBe(false);
    clock.suspend(45 * MINUTE_MS);
    await sessions.obtain('dev', {});
    const second = book.get('dev') ?? expect.fail('no session');
    expect(answers.isAskedFor('dev', second)).toBe(false);
  });
});
