import { describe, expect, it } from 'vitest';
import { chosenProfiles, chosenTargets } from '#renderer/take-over/chosen-targets.ts';
import type { ImportPlan } from '#shared/contract/import-plan.ts';

type Identity = ImportPlan['identities'][number];
type Role = ImportPlan['roles'][number];

const PLAN = {
  identities: [identity('dana'), identity('ops')],
  roles: [role('dev', 'dana'), role('audit', 'dev'), role('billing', 'ops'), role('old', 'kept')],
};

describe('what is taken over', () => {
  it('is everything, and then no profile is named', () => {
    expect([...chosenTargets(PLAN, new Set())]).toHaveLength(6);
    expect(chosenProfiles(PLAN, new Set())).toBeUndefined();
  });

  it('is without what is left out, and without all that is assumed from it', () => {
    expect([...chosenTargets(PLAN, new Set(['dana']))]).toEqual(['ops', 'billing', 'old']);
    expect(chosenProfiles(PLAN, new Set(['dana']))).toEqual([
      'profile-ops',
      'profile-billing',
      'profile-old',
    ]);
  });

  it('still has a role whose source Latchkey knows already, although its profile is left out', () => {
    const known = { ...PLAN, identities: [{ ...identity('dana'), standing: 'known' as const }] };
    expect([...chosenTargets(known, new Set(['dana']))]).toContain('audit');
  });

  it('is found at once in a chain of thousands', () => {
    const roles = Array.from({ length: 5000 }, (_, index) =>
      role(`r${index}`, index % 60 === 0 ? 'dana' : `r${index - 1}`),
    );
    const chosen = chosenTargets({ identities: PLAN.identities, roles }, new Set(['r30']));
    expect(chosen.size).toBe(2 + 5000 - 30);
  });
});

function identity(name: string): Identity {
  return {
    name,
    profile: `profile-${name}`,
    accessKeyId: 'AKIA…MPLE',
    mfaSerial: null,
    region: null,
    standing: 'new',
  };
}

function role(name: string, source: string): Role {
  return {
    name,
    profile: `profile-${name}`,
    roleArn: `arn:aws:iam::111122223333:role/${name}`,
    source,
    mfa: 'session',
    region: null,
    durationSeconds: null,
    externalId: null,
    sessionName: null,
    standing: 'new',
  };
}
