import { describe, expect, it, vi } from 'vitest';
import { createAnswerNeed, createDecideNeed } from '#main/needs/answer-need.ts';
import { createAskApproval } from '#main/needs/ask-approval.ts';
import { createRaiseNeed } from '#main/needs/raise-need.ts';
import { createObtainForTool, type ToolOptions } from '#main/sessions/tool-credentials.ts';
import type { State } from '#main/state/state-document.ts';
import type { Scope } from '#shared/contract/scope.ts';
import { AppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
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
  const ask = (name: string, whenPersonNeeded: ToolOptions['whenPersonNeeded'] = 'wait') =>
    obtainForTool(name, { whenPersonNeeded });
  /** Until these wait, in the order of their names; locks are real files, and take real time. */
  const waiting = (...targets: readonly string[]) =>
    vi.waitFor(async () => {
      await clock.advance(SECOND_MS / 10);
      expect(
        needs
          .list()
          .flatMap((need) => need.targets)
          .toSorted(),
      ).toEqual(targets);
    });
  const answer = createAnswerNeed({ state: parts.state, needs, sessions });
  return { ...parts, obtainForTool, ask, answer, waiting };
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

  async function withScopes() {
    const scoped = aRole({ scopes: [readonly, asking], tags: [{ key: 'team', value: 'web' }] });
    const parts = await setUp(aState({ roles: [scoped] }));
    const use = (scope: string, program?: string) =>
      parts.obtainForTool('dev', { whenPersonNeeded: 'wait', scope, program });
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
      { failure: { code: 'scope/approval-needed', facts: { scope: 'deploy', program: 'agent' } } },
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
    const alone = createObtainForTool({ state, sessions, people: null, clock });
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
