import { describe, expect, it } from 'vitest';
import { planTarget } from '#shared/plan.ts';
import type { Scope } from '#shared/contract/scope.ts';
import type { Role } from '#shared/contract/things.ts';
import { isAppError } from '#shared/errors.ts';
import { DEVICE, aRole, aState, anIdentity } from '#test/unit/main/things.ts';

const summary = (...given: Parameters<typeof planTarget>) => {
  const plan = planTarget(...given);
  return {
    because: plan.because,
    steps: plan.steps.map((step) => [
      step.call,
      step.target.name,
      step.durationSeconds,
      step.mfaSerial,
    ]),
  };
};

describe('the plan for an identity', () => {
  it('is one session with MFA for twelve hours', () => {
    expect(summary(aState(), 'alice')).toEqual({
      because: ['identity-has-mfa-device'],
      steps: [['GetSessionToken', 'alice', 43_200, DEVICE]],
    });
  });

  it('has no MFA without a device', () => {
    const state = aState({ identities: [anIdentity({ mfaSerial: null, hasSeed: false })] });
    expect(summary(state, 'alice')).toEqual({
      because: ['identity-has-no-mfa-device'],
      steps: [['GetSessionToken', 'alice', 43_200, null]],
    });
  });

  it('takes the duration asked for now before the one configured', () => {
    const state = aState({ identities: [anIdentity({ durationSeconds: 7200 })] });
    expect(summary(state, 'alice').steps).toEqual([['GetSessionToken', 'alice', 7200, DEVICE]]);
    expect(summary(state, 'alice', 900).steps).toEqual([['GetSessionToken', 'alice', 900, DEVICE]]);
  });

  it('is at most an hour for the root user', () => {
    const state = aState({
      identities: [anIdentity({ userName: null, arn: 'arn:aws:iam::111122223333:root' })],
    });
    expect(summary(state, 'alice').steps).toEqual([['GetSessionToken', 'alice', 3600, DEVICE]]);
    expect(() => summary(state, 'alice', 7200)).toThrow(
      expect.objectContaining({ code: 'aws/duration-too-long' }),
    );
  });
});

describe('the plan for a role', () => {
  it('goes through the MFA session, which AWS limits to an hour', () => {
    const state = aState({ roles: [aRole({ durationSeconds: 14_400 })] });
    expect(summary(state, 'dev')).toEqual({
      because: ['role-from-mfa-session', 'role-chaining-limits-to-one-hour'],
      steps: [
        ['GetSessionToken', 'alice', 43_200, DEVICE],
        ['AssumeRole', 'dev', 3600, null],
      ],
    });
  });

  it('carries the code itself when direct, and may then be longer', () => {
    const state = aState({ roles: [aRole({ mfa: 'direct', durationSeconds: 14_400 })] });
    expect(summary(state, 'dev')).toEqual({
      because: ['role-direct-with-mfa'],
      steps: [['AssumeRole', 'dev', 14_400, DEVICE]],
    });
  });

  it('uses the access key alone without MFA', () => {
    expect(summary(aState({ roles: [aRole({ mfa: 'none' })] }), 'dev')).toEqual({
      because: ['role-without-mfa'],
      steps: [['AssumeRole', 'dev', 3600, null]],
    });
  });

  it.each(['session', 'direct'] as const)(
    'does without MFA when the identity has no device: %s',
    (mfa) => {
      const state = aState({
        identities: [anIdentity({ mfaSerial: null })],
        roles: [aRole({ mfa })],
      });
      expect(summary(state, 'dev')).toEqual({
        because: ['role-without-mfa'],
        steps: [['AssumeRole', 'dev', 3600, null]],
      });
    },
  );

  it('chains through the roles before it, each an hour at most', () => {
    const state = aState({
      roles: [
        aRole({ name: 'audit', source: 'hub', durationSeconds: 7200 }),
        aRole({ name: 'hub', mfa: 'direct', durationSeconds: 7200 }),
      ],
    });
    expect(summary(state, 'audit')).toEqual({
      because: ['role-direct-with-mfa', 'role-chaining-limits-to-one-hour'],
      steps: [
        ['AssumeRole', 'hub', 7200, DEVICE],
        ['AssumeRole', 'audit', 3600, null],
      ],
    });
  });

  it('refuses a duration that AWS would refuse, and names the longest', () => {
    expect(() => planTarget(aState(), 'dev', 7200)).toThrow(
      expect.objectContaining({
        code: 'aws/duration-too-long',
        facts: { requestedSeconds: 7200, maximumSeconds: 3600, because: 'role-chaining' },
      }),
    );
  });

  it('reports a circle with its path', () => {
    const state = aState({
      roles: [aRole({ name: 'a', source: 'b' }), aRole({ name: 'b', source: 'a' })],
    });
    try {
      planTarget(state, 'a');
      expect.unreachable();
    } catch (error) {
      expect(isAppError(error, 'role/cycle') && error.facts.path).toEqual(['a', 'b', 'a']);
    }
  });

  it('says which name is unknown, and of what kind', () => {
    expect(() => planTarget(aState(), 'prod')).toThrow(
      expect.objectContaining({ code: 'input/unknown', facts: { kind: 'target', name: 'prod' } }),
    );
    expect(() => planTarget(aState({ identities: [] }), 'dev')).toThrow(
      expect.objectContaining({
        code: 'input/unknown',
        facts: { kind: 'identity', name: 'alice' },
      }),
    );
  });
});

describe('what the sessions of a chain hand on', () => {
  const TEAM = { tags: [{ key: 'team', value: 'data' }], transitiveTagKeys: ['team'] };
  const chain = (first: Partial<Role>, second: Partial<Role>) =>
    aState({ roles: [aRole(first), aRole({ name: 'prod', source: 'dev', ...second })] });

  it('is said where a tag goes on', () => {
    expect(planTarget(chain(TEAM, {}), 'prod').because).toContain('tags-go-on');
    expect(planTarget(chain(TEAM, {}), 'dev').because).not.toContain('tags-go-on');
  });

  it('cannot be set again: a transitive tag, whatever the case of its key', () => {
    const state = chain(TEAM, { tags: [{ key: 'Team', value: 'ops' }] });
    expect(() => planTarget(state, 'prod')).toThrow(
      expect.objectContaining({
        code: 'role/inherited',
        facts: { role: 'prod', from: 'dev', tag: 'Team' },
      }),
    );
    expect(planTarget(state, 'dev').steps).toHaveLength(2);
  });

  it('leaves a tag that does not go on to be set again', () => {
    const tags = [{ key: 'team', value: 'ops' }];
    const state = chain({ ...TEAM, transitiveTagKeys: [] }, { tags });
    expect(planTarget(state, 'prod').steps.at(-1)).toMatchObject({ options: { tags } });
  });

  it('cannot be set again: the source identity, unless to the same', () => {
    const other = chain({ sourceIdentity: 'alice' }, { sourceIdentity: 'bob' });
    expect(() => planTarget(other, 'prod')).toThrow(
      expect.objectContaining({ facts: { role: 'prod', from: 'dev', tag: null } }),
    );
    const same = chain({ sourceIdentity: 'alice' }, { sourceIdentity: 'alice' });
    const { steps } = planTarget(same, 'prod');
    // It comes along by itself, and AWS refuses to set it once more.
    expect(steps.slice(1).map((step) => 'options' in step && step.options.sourceIdentity)).toEqual([
      'alice',
      null,
    ]);
  });
});

it.each([
  { policy: '{"Statement":[]}' },
  { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
])('says that a session policy narrows the session: %j', (given) => {
  const { because } = planTarget(aState({ roles: [aRole(given)] }), 'dev');
  expect(because).toContain('role-limited-by-session-policy');
});

describe('a scope of 15 minutes', () => {
  const scope: Scope = {
    name: 'ci',
    tags: [],
    policyArns: [],
    policy: null,
    durationSeconds: 900,
    approval: 'none',
  };
  const state = aState({ roles: [aRole({ durationSeconds: 3600, scopes: [scope] })] });

  it('is the most that a caller gets of it, and less where the caller says so', () => {
    expect(planTarget(state, 'dev', 900, 'ci').steps.at(-1)).toMatchObject({
      durationSeconds: 900,
    });
    expect(planTarget(state, 'dev', 600, 'ci').steps.at(-1)).toMatchObject({
      durationSeconds: 600,
    });
    expect(() => planTarget(state, 'dev', 901, 'ci')).toThrow(
      expect.objectContaining({
        code: 'aws/duration-too-long',
        facts: { requestedSeconds: 901, maximumSeconds: 900, because: 'scope' },
      }),
    );
  });
});
