import { describe, expect, it, vi } from 'vitest';
import { createAnswerNeed } from '#main/needs/answer-need.ts';
import { createRaiseNeed } from '#main/needs/raise-need.ts';
import { createObtainForTool, type ToolOptions } from '#main/sessions/tool-credentials.ts';
import { AppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity, DEVICE } from '../things.ts';

/** Two roles of a user whose device is a fob: Latchkey holds no seed of it. */
async function setUp() {
  const roles = [
    aRole(),
    aRole({ name: 'prod', profile: 'prod' }),
    aRole({ name: 'direct', profile: 'direct', mfa: 'direct' }),
  ];
  const state = aState({ roles, identities: [anIdentity({ hasSeed: false })] });
  const parts = await createParts(state);
  const { clock, needs, sessions } = parts;
  const raise = createRaiseNeed({ state: parts.state, needs });
  const obtainForTool = createObtainForTool({
    state: parts.state,
    sessions,
    people: { raise, wait: needs.wait },
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
  return { ...parts, ask, answer, waiting };
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
