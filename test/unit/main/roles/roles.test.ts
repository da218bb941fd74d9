import { describe, expect, it } from 'vitest';
import type { Scope } from '#shared/contract/scope.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity } from '../things.ts';

const prod = { name: 'prod', roleArn: 'arn:aws:iam::333344445555:role/ReadOnly', source: 'alice' };

describe('adding a role', () => {
  it('goes through the MFA session by default, and without MFA where there is no device', async () => {
    const { roles } = await createParts();
    expect(await roles.add(prod)).toMatchObject({
      mfa: 'session',
      profile: 'prod',
      durationSeconds: null,
    });
    const bare = await createParts(aState({ identities: [anIdentity({ mfaSerial: null })] }));
    expect(await bare.roles.add(prod)).toMatchObject({ mfa: 'none' });
  });

  it('refuses a source that is not there, and names it', async () => {
    const { roles, state } = await createParts();
    await expect(roles.add({ ...prod, source: 'nobody' })).rejects.toMatchObject({
      code: 'input/unknown',
      facts: { name: 'nobody' },
    });
    expect(state.current().roles).toHaveLength(1);
  });

  it('refuses names that an identity or a role has, and profiles that others have', async () => {
    const { roles, delivery } = await createParts();
    await expect(roles.add({ ...prod, name: 'alice' })).rejects.toMatchObject({
      facts: { kind: 'identity', name: 'alice' },
    });
    await expect(roles.add({ ...prod, name: 'dev' })).rejects.toMatchObject({
      facts: { kind: 'role', name: 'dev' },
    });
    await expect(roles.add({ ...prod, profile: 'dev' })).rejects.toMatchObject({
      facts: { kind: 'profile', name: 'dev' },
    });
    delivery.addForeign('prod');
    await expect(roles.add(prod)).rejects.toMatchObject({ code: 'files/profile-taken' });
  });

  it('does not let a chained role carry a code of its own', async () => {
    const { roles } = await createParts();
    await expect(roles.add({ ...prod, source: 'dev', mfa: 'direct' })).rejects.toMatchObject({
      code: 'input/invalid',
      facts: { field: 'mfa' },
    });
  });
});

describe('changing a role', () => {
  it('changes what is given and nothing else', async () => {
    const { roles } = await createParts();
    expect(await roles.change('dev', { externalId: 'acme-42', region: undefined })).toEqual(
      aRole({ externalId: 'acme-42' }),
    );
    expect(await roles.change('dev', { externalId: null })).toEqual(aRole());
  });

  it('refuses to close a circle, and shows it', async () => {
    const { roles, state } = await createParts();
    await roles.add({ ...prod, source: 'dev' });
    await expect(roles.change('dev', { source: 'prod' })).rejects.toMatchObject({
      code: 'role/cycle',
    });
    expect(state.current().roles[0]?.source).toBe('alice');
  });
});

describe('removing a role', () => {
  it('stops it first', async () => {
    const { roles, sessions, delivery, state } = await createParts();
    await sessions.switchTo('dev', {});
    await roles.remove('dev');
    expect(delivery.profiles.size).toBe(0);
    expect(state.current().roles).toEqual([]);
  });

  it('is undone by putting it back, scopes and all, unless its name is taken by then', async () => {
    const scope: Scope = {
      name: 'logs',
      tags: [],
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      policy: null,
      durationSeconds: 900,
      approval: 'each-time',
    };
    const { roles, state } = await createParts(aState({ roles: [aRole({ scopes: [scope] })] }));
    const before = state.current();
    const [role] = before.roles;
    await roles.remove(role!.name);
    await roles.restore(role!);
    expect(state.current()).toEqual(before);
    await expect(roles.restore(role!)).rejects.toMatchObject({ code: 'input/name-taken' });
  });

  it('is refused while another role is assumed from it', async () => {
    const { roles } = await createParts();
    await roles.add({ ...prod, source: 'dev' });
    await expect(roles.remove('dev')).rejects.toMatchObject({
      code: 'input/in-use',
      facts: { kind: 'role', usedBy: ['prod'] },
    });
  });
});
