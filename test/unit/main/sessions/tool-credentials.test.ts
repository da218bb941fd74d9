import { describe, expect, it } from 'vitest';
import { createAnswerNeed, createDecideNeed } from '#main/needs/answer-need.ts';
import { createAskApproval } from '#main/needs/ask-approval.ts';
import { createRaiseNeed } from '#main/needs/raise-need.ts';
import { createObtainForTool, type ToolOptions } from '#main/sessions/tool-credentials.ts';
import type { State } from '#main/state/state-document.ts';
import type { Scope } from '#shared/contract/scope.ts';
import { AppError } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity, DEVICE } from '../things.ts';

/** Two roles of a user whose device is a fob: Latchkey holds no seed of it. */
async function setUp(given?: State) {
  const roles = [
    aRole(),
    aRole({ name: 'prod', profile: 'prod' }),
    aRole({ name: 'direct', profile: 'direct', mfa: 'direct' }),
  ];
  const state = aState({ roles, identities: [anIdentity({ hasSeed: false })] });
  const parts = await createParts(given ?? state);
  const { clock, needs, sessions } = parts;
  const raise = createRaiseNeed({ state: parts.state, needs });
  let questions = 0;
  const obtainForTool = createObtainForTool({
    state: parts.state,
    sessions,
    mayServe: () => {},
    people: {
      raise,
      wait: needs.wait,
      askApproval: createAskApproval({
        needs,
        clock,
        randomId: () => `question-${(questions += 1)}`,
      }),
    },
    clock,
  });
  const told: string[] = [];
  needs.onRaised(({ failure }) => void told.push(failure.code));
  const ask = (name: string, whenPersonNeeded: ToolOptions['whenPersonNeeded'] = 'wait') =>
    obtainForTool(name, { whenPersonNeeded });
  /** Until these wait, in the order of their names; locks are real files, and take real time. */
  const waiting = (...targets: readonly string[]) =>
    eventually(async () => {
      await clock.advance(1);
      expect(
        needs
          .list()
          .flatMap((need) => need.targets)
          .toSorted(),
      ).toEqual(targets);
    });
  const answer = createAnswerNeed({ state: parts.state, needs, sessions });
  return { ...parts, obtainForTool, ask, answer, told, waiting };
}

describe('a tool that needs a code which only the user can read off a device', () => {
  it('waits, and goes on when the code is typed; so does every other that needs the same session', async () => {
    const { ask, answer, needs, waiting, aws } = await setUp();
    const asked = [ask('dev'), ask('prod'), ask('dev')];
    await waiting('dev', 'prod');
    expect(needs.list()).toHaveLength(1);
    await answer(needs.list()[0]!.cause, '123456');
    const got = await Promise.all(asked);
    expect(got.map(({ kind, target }) => [kind, target])).toEqual([
      ['credentials', 'dev'],
      ['credentials', 'prod'],
      ['credentials', 'dev'],
    ]);
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
    expect(needs.list()).toEqual([]);
  });

  it('is a need of its own where the role takes the code itself', async () => {
    const { ask, answer, needs, waiting } = await setUp();
    const causeOf = (target: string) =>
      needs.list().find(({ targets }) => targets.includes(target))!.cause;
    const asked = [ask('direct'), ask('dev')];
    await waiting('dev', 'direct');
    await answer(causeOf('direct'), '123456');
    expect(await asked[0]).toMatchObject({ kind: 'credentials', target: 'direct' });
    expect(needs.list().map(({ targets }) => targets)).toEqual([['dev']]);
    await answer(causeOf('dev'), '654321');
    expect(await asked[1]).toMatchObject({ kind: 'credentials', target: 'dev' });
  });

  it('is told after 50 seconds that nobody typed it, which is less than any SDK gives it', async () => {
    const { ask, needs, waiting, clock } = await setUp();
    const asked = ask('dev');
    await waiting('dev');
    await clock.advance(50 * SECOND_MS);
    expect(await asked).toMatchObject({ kind: 'mfa-needed', target: 'dev' });
    // The user comes back later: the next try of the tool works.
    expect(needs.list()).toMatchObject([{ targets: ['dev'] }]);
  });

  it('waits no longer than it lives; the code is still asked for, since the next try needs it too', async () => {
    const { obtainForTool, needs, waiting, clock } = await setUp();
    const death = new AbortController();
    const asked = obtainForTool('dev', { whenPersonNeeded: 'wait', gone: death.signal });
    await waiting('dev');
    death.abort();
    expect(await asked).toMatchObject({ kind: 'mfa-needed', target: 'dev' });
    expect(needs.list()).toMatchObject([{ targets: ['dev'] }]);
    expect(clock.sleepers()).toBe(0);
  });

  it.each(['return', 'raise'] as const)('is told at once where it asked to (%s)', async (when) => {
    const { ask, needs } = await setUp();
    expect(await ask('dev', when)).toMatchObject({ kind: 'mfa-needed', target: 'dev' });
    expect(needs.list()).toHaveLength(when === 'raise' ? 1 : 0);
  });

  it('goes on when the user switches with the code instead', async () => {
    const { ask, sessions, waiting } = await setUp();
    const asked = ask('prod');
    await waiting('prod');
    await sessions.switchTo('dev', { mfaCode: '123456' });
    expect(await asked).toMatchObject({ kind: 'credentials', target: 'prod' });
  });

  it('is still waited for where another tool reads a session that rests on it out of the book', async () => {
    const { ask, sessions, told, waiting, clock, needs } = await setUp();
    await sessions.switchTo('alice', { mfaCode: '123456' });
    await clock.advance(12 * HOUR_MS - 20 * MINUTE_MS);
    await sessions.obtain('dev', {});
    await clock.advance(10 * MINUTE_MS);
    const asked = ask('prod');
    await waiting('prod');
    for (let read = 0; read < 3; read += 1)
      expect(await ask('dev')).toMatchObject({ kind: 'credentials' });
    expect(told).toHaveLength(1);
    expect(needs.list()).toMatchObject([{ targets: ['prod'] }]);
    await clock.advance(50 * SECOND_MS);
    expect(await asked).toMatchObject({ kind: 'mfa-needed' });
  });

  it('gets a session of the length that it named, for the one code that it takes', async () => {
    const { obtainForTool, answer, needs, told, waiting, guard, book } = await setUp();
    const asked = obtainForTool('alice', { whenPersonNeeded: 'wait', durationSeconds: 3600 });
    await waiting('alice~3600');
    expect(await answer(needs.list()[0]!.cause, '123456')).toBe(true);
    expect(await asked).toMatchObject({
      credentials: { accessKeyId: book.get('alice~3600')?.credentials.accessKeyId },
    });
    expect(guard.sent.map(({ code }) => code)).toEqual(['123456']);
    expect(told).toHaveLength(1);
  });

  it('does not need it any more when everything is stopped, and nobody is told again', async () => {
    const { ask, sessions, needs, told, waiting } = await setUp();
    const asked = ask('dev');
    await waiting('dev');
    await sessions.stopAll();
    expect(await asked).toMatchObject({ kind: 'mfa-needed' });
    expect(needs.list()).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('uses no code for what is over', async () => {
    const { ask, answer, sessions, needs, guard } = await setUp();
    await ask('dev', 'raise');
    const { cause } = needs.list()[0]!;
    await sessions.stop('dev', false);
    expect(await answer(cause, '123456')).toBe(false);
    expect(guard.sent).toEqual([]);
  });

  it('keeps the need when the code was wrong', async () => {
    const { ask, answer, needs, waiting, clock, aws } = await setUp();
    const asked = ask('dev');
    await waiting('dev');
    const [need] = needs.list();
    aws.always(
      'getSessionToken',
      new AppError('mfa/code-refused', { serial: DEVICE, generated: false }),
    );
    await expect(answer(need!.cause, '000000')).rejects.toMatchObject({ code: 'mfa/code-refused' });
    expect(needs.list()).toEqual([need]);
    await clock.advance(50 * SECOND_MS);
    expect(await asked).toMatchObject({ kind: 'mfa-needed' });
  });
});

describe('a scope of a role', () => {
  const readonly: Scope = {
    name: 'readonly',
    tags: [{ key: 'agent', value: 'yes' }],
    policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    policy: null,
    durationSeconds: 900,
    approval: 'none',
  };
  const asking: Scope = { ...readonly, name: 'deploy', approval: 'each-time' };

  async function withScopes({ hasSeed = true } = {}) {
    const scoped = aRole({ scopes: [readonly, asking], tags: [{ key: 'team', value: 'web' }] });
    const direct = aRole({ name: 'direct', mfa: 'direct', scopes: [readonly, asking] });
    const parts = await setUp(
      aState({ roles: [scoped, direct], identities: [anIdentity({ hasSeed })] }),
    );
    const use = (scope: string, program?: string, gone?: AbortSignal) =>
      parts.obtainForTool('dev', { whenPersonNeeded: 'wait', scope, program, gone });
    return { ...parts, use, decide: createDecideNeed(parts.needs) };
  }

  it('is a session of its own: narrower, shorter, and never the one that is delivered', async () => {
    const { use, sessions, aws, delivery } = await withScopes();
    await sessions.switchTo('dev', {});
    const own = delivery.profiles.get('dev')?.accessKeyId;
    expect(await use('readonly')).toMatchObject({ kind: 'credentials', target: 'dev' });
    const [first, second] = aws.callsOf('assumeRole').map(({ request }) => request);
    expect(first).toMatchObject({ options: { policyArns: [], tags: [{ key: 'team' }] } });
    expect(second).toMatchObject({
      durationSeconds: 900,
      options: { policyArns: readonly.policyArns, tags: [{ key: 'team' }, { key: 'agent' }] },
    });
    expect(delivery.profiles.get('dev')?.accessKeyId).toBe(own);
    await use('readonly');
    expect(aws.callsOf('assumeRole')).toHaveLength(2);
  });

  it('is stopped with its role', async () => {
    const { use, sessions, book } = await withScopes();
    await use('readonly');
    await sessions.stop('dev', false);
    expect([...book.all().keys()].filter((key) => key.startsWith('dev'))).toEqual([]);
  });

  it('is no longer than the scope says, whatever the caller names', async () => {
    const { obtainForTool, aws } = await withScopes();
    const long = obtainForTool('dev', {
      whenPersonNeeded: 'wait',
      scope: 'readonly',
      durationSeconds: 3600,
    });
    await expect(long).rejects.toMatchObject({
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 3600, maximumSeconds: 900, because: 'scope' },
    });
    expect(aws.calls).toEqual([]);
  });

  it('is made anew when the scope is shortened, and when it is changed', async () => {
    const { use, roles, aws } = await withScopes();
    await roles.setScope('dev', { ...readonly, durationSeconds: 3600 });
    await use('readonly');
    await roles.setScope('dev', readonly);
    await use('readonly');
    await roles.setScope('dev', { ...readonly, tags: [] });
    await use('readonly');
    expect(aws.callsOf('assumeRole').map(({ request }) => request)).toMatchObject([
      { durationSeconds: 3600 },
      { durationSeconds: 900, options: { tags: [{ key: 'team' }, { key: 'agent' }] } },
      { durationSeconds: 900, options: { tags: [{ key: 'team' }] } },
    ]);
  });

  it('is made anew when the scope was shortened where the vault was locked', async () => {
    const { use, roles, vault, book, aws } = await withScopes();
    await roles.setScope('dev', { ...readonly, durationSeconds: 3600 });
    await use('readonly');
    vault.lock();
    book.forget();
    await roles.setScope('dev', readonly);
    await vault.unlock(null);
    await use('readonly');
    expect(aws.callsOf('assumeRole').at(-1)).toMatchObject({ request: { durationSeconds: 900 } });
  });

  it('needs nothing any more when the scope, the role or everything is gone', async () => {
    const { obtainForTool, needs, roles, sessions } = await withScopes({ hasSeed: false });
    const raise = async (scope: string) => {
      await obtainForTool('direct', { whenPersonNeeded: 'raise', scope });
      expect(needs.list().map(({ targets }) => targets)).toEqual([[`direct#${scope}`]]);
    };
    await raise('readonly');
    await sessions.stopAll();
    expect(needs.list()).toEqual([]);
    await raise('readonly');
    await roles.removeScope('direct', 'readonly');
    expect(needs.list()).toEqual([]);
    await roles.setScope('direct', readonly);
    await raise('readonly');
    await roles.remove('direct');
    expect(needs.list()).toEqual([]);
  });

  it('takes one code and one question where the role takes the code itself', async () => {
    const { obtainForTool, decide, needs, told, waiting, guard } = await withScopes({
      hasSeed: false,
    });
    const once = { whenPersonNeeded: 'return', scope: 'deploy' } as const;
    expect(await obtainForTool('direct', once)).toMatchObject({ kind: 'mfa-needed' });
    const asked = obtainForTool('direct', { ...once, mfaCode: '123456' });
    await waiting('direct#deploy');
    decide(needs.list()[0]!.cause, true);
    expect(await asked).toMatchObject({ kind: 'credentials' });
    expect(told).toEqual(['scope/approval-needed']);
    expect(guard.sent).toHaveLength(1);
  });

  it('keeps its caller for 50 seconds at most, code and answer together', async () => {
    const { obtainForTool, decide, needs, waiting, clock } = await withScopes({ hasSeed: false });
    const start = clock.monotonic();
    const asked = obtainForTool('direct', { whenPersonNeeded: 'wait', scope: 'deploy' });
    await waiting('direct#deploy');
    await clock.advance(40 * SECOND_MS);
    decide(needs.list()[0]!.cause, true);
    await eventually(() => expect(needs.list()[0]?.failure.code).toBe('mfa/code-needed'));
    await clock.advance(start + 50 * SECOND_MS - clock.monotonic());
    expect(await asked).toMatchObject({ kind: 'mfa-needed' });
  });

  it('is not known by another name, nor of an identity', async () => {
    const { use, obtainForTool } = await withScopes();
    await expect(use('admin')).rejects.toMatchObject({ code: 'input/unknown' });
    const ofUser = obtainForTool('alice', { whenPersonNeeded: 'wait', scope: 'readonly' });
    await expect(ofUser).rejects.toMatchObject({ code: 'input/unknown' });
  });

  it('is given when the user allows it, to all that asked meanwhile, and asked for again the next time', async () => {
    const { use, decide, needs, waiting } = await withScopes();
    const asked = [use('deploy', 'agent'), use('deploy', 'agent')];
    await waiting('dev#deploy');
    expect(needs.list()).toMatchObject([
      {
        failure: {
          code: 'scope/approval-needed',
          facts: { scope: 'deploy', program: 'agent', durationSeconds: 900 },
        },
      },
    ]);
    decide(needs.list()[0]!.cause, true);
    expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual([
      'credentials',
      'credentials',
    ]);
    const again = use('deploy');
    await waiting('dev#deploy');
    decide(needs.list()[0]!.cause, false);
    await expect(again).rejects.toMatchObject({ code: 'scope/refused' });
  });

  it('is an error when the user refuses, and nothing is given out', async () => {
    const { use, decide, needs, waiting } = await withScopes();
    const asked = use('deploy');
    await waiting('dev#deploy');
    decide(needs.list()[0]!.cause, false);
    await expect(asked).rejects.toMatchObject({ code: 'scope/refused' });
  });

  it('is a question of its own for a program that says another name, or comes later', async () => {
    const { use, decide, needs, waiting } = await withScopes();
    const open = () =>
      needs.list().map(({ cause, failure }) => {
        const { program } = failure.facts as { program: string };
        return { cause, program };
      });
    const mine = use('deploy', 'mine');
    await waiting('dev#deploy');
    const other = use('deploy', 'other');
    // Looked at below.
    other.catch(() => {});
    await waiting('dev#deploy', 'dev#deploy');
    const [first, second] = open();
    expect([first?.program, second?.program]).toEqual(['mine', 'other']);
    decide(first!.cause, true);
    expect(await mine).toMatchObject({ kind: 'credentials' });
    expect(open()).toEqual([second]);
    decide(second!.cause, false);
    await expect(other).rejects.toMatchObject({ code: 'scope/refused' });

    const later = use('deploy', 'mine');
    later.catch(() => {});
    await waiting('dev#deploy');
    decide(first!.cause, true);
    expect(needs.list()).toHaveLength(1);
    decide(open()[0]!.cause, false);
    await expect(later).rejects.toMatchObject({ code: 'scope/refused' });
  });

  it('keeps a program that joins a question no longer than the one that asked it', async () => {
    const { use, needs, waiting, clock } = await withScopes();
    const first = use('deploy', 'agent');
    await waiting('dev#deploy');
    await clock.advance(40 * SECOND_MS);
    const second = use('deploy', 'agent');
    const both = Promise.allSettled([first, second]);
    await waiting('dev#deploy');
    await clock.advance(10 * SECOND_MS);
    for (const end of await both)
      expect(end).toMatchObject({ reason: { code: 'scope/not-answered' } });
    expect(needs.list()).toEqual([]);
  });

  it('is no question any more when the program that asked has died, and a later one asks anew', async () => {
    const { use, decide, needs, waiting, clock, aws } = await withScopes();
    const death = new AbortController();
    const asked = use('deploy', 'agent', death.signal);
    await waiting('dev#deploy');
    const { cause } = needs.list()[0]!;
    death.abort();
    await expect(asked).rejects.toMatchObject({ code: 'scope/not-answered' });
    expect(needs.list()).toEqual([]);
    expect(clock.sleepers()).toBe(0);

    const later = use('deploy', 'agent');
    await waiting('dev#deploy');
    decide(cause, true);
    expect(needs.list()).toHaveLength(1);
    expect(aws.callsOf('assumeRole')).toEqual([]);
    decide(needs.list()[0]!.cause, true);
    expect(await later).toMatchObject({ kind: 'credentials' });
  });

  it('is still asked for by the others when one of them has died', async () => {
    const { use, decide, needs, waiting } = await withScopes();
    const death = new AbortController();
    const dying = use('deploy', 'agent', death.signal);
    const living = use('deploy', 'agent');
    await waiting('dev#deploy');
    const { cause } = needs.list()[0]!;
    death.abort();
    await expect(dying).rejects.toMatchObject({ code: 'scope/not-answered' });
    const joining = use('deploy', 'agent');
    await waiting('dev#deploy');
    expect(needs.list()).toHaveLength(1);
    decide(cause, true);
    expect(await living).toMatchObject({ kind: 'credentials' });
    expect(await joining).toMatchObject({ kind: 'credentials' });
  });

  it('is an error when nobody answers for 50 seconds, and the question is gone', async () => {
    const { use, needs, waiting, clock } = await withScopes();
    const asked = use('deploy');
    // Looked at below, after the time has passed.
    asked.catch(() => {});
    await waiting('dev#deploy');
    await clock.advance(50 * SECOND_MS);
    await expect(asked).rejects.toMatchObject({ code: 'scope/not-answered' });
    expect(needs.list()).toEqual([]);
  });

  it('is not allowed by anything but the answer: no switch, stop or typed code', async () => {
    const { use, answer, decide, needs, sessions, waiting } = await withScopes();
    const asked = use('deploy');
    await waiting('dev#deploy');
    const { cause } = needs.list()[0]!;
    await sessions.switchTo('dev', {});
    await sessions.stop('dev', false);
    await answer(cause, '123456');
    expect(needs.list()).toHaveLength(1);
    decide(cause, false);
    await expect(asked).rejects.toMatchObject({ code: 'scope/refused' });
  });

  it('cannot be asked for where no app is running', async () => {
    const { state, sessions, clock } = await withScopes();
    const alone = createObtainForTool({
      state,
      sessions,
      mayServe: () => {},
      people: null,
      clock,
    });
    await expect(
      alone('dev', { whenPersonNeeded: 'return', scope: 'deploy' }),
    ).rejects.toMatchObject({ code: 'scope/approval-needed' });
  });

  it('cannot widen what the role’s own session policies allow', async () => {
    const { roles } = await withScopes();
    await roles.change('dev', { policyArns: [] });
    await expect(
      roles.change('dev', { policyArns: ['arn:aws:iam::aws:policy/IAMReadOnlyAccess'] }),
    ).rejects.toMatchObject({ code: 'input/invalid', facts: { field: 'policy' } });
  });
});

describe('a session of a length that the caller named', () => {
  it('leaves the target’s own as it is, is used again, and is stopped with it', async () => {
    const { obtainForTool, sessions, delivery, book, aws } = await setUp(aState());
    await sessions.switchTo('dev', {});
    const own = () => [sessions.stateOf('dev'), book.get('dev')?.credentials.accessKeyId];
    const before = own();
    const file = delivery.profiles.get('dev');
    const short = { whenPersonNeeded: 'return', durationSeconds: 900 } as const;
    await obtainForTool('dev', short);
    await obtainForTool('dev', short);
    expect(aws.callsOf('assumeRole')).toHaveLength(2);
    expect(own()).toEqual(before);
    expect(delivery.profiles.get('dev')).toEqual(file);
    await sessions.stop('dev', false);
    expect([...book.all().keys()]).toEqual(['alice']);
  });
});
