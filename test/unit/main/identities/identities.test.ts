import { describe, expect, it } from 'vitest';
import type { Identity } from '#shared/contract/things.ts';
import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { aRotation, NEW_SECRET, OTHER, type Told, UNTIL_SWITCHED } from '../a-rotation.ts';
import { createParts } from '../parts.ts';
import { DEVICE, SEED, aKey, aState, anIdentity, anInventory } from '../things.ts';

const KEY = 'AKIAI44QH8DHBEXAMPLE';
const bob = {
  name: 'bob',
  accessKeyId: KEY,
  secretAccessKey: secretOf('je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'),
};
const denied = new AppError('aws/access-denied', {
  action: 'iam:ListMFADevices',
  resource: '',
  principal: '',
  withoutMfa: false,
});

describe('adding an IAM user', () => {
  it('proves the key first and fills in what AWS tells', async () => {
    const { identities, aws, vault } = await createParts(aState(), {
      keys: [
        { accessKeyId: KEY, status: 'Active', createdAtMs: Date.parse('2026-08-19T09:00:00Z') },
      ],
    });
    const added = await identities.add(bob);
    expect(added).toMatchObject({
      name: 'bob',
      profile: 'bob',
      endpoint: 'aws',
      accountId: '111122223333',
      accountAlias: 'acme-main',
      userName: 'alice',
      mfaSerial: null,
      hasSeed: false,
      mfaProcess: null,
      keys: {
        isComplete: true,
        keys: [{ accessKeyId: KEY, status: 'active', createdAt: '2026-08-19T09:00:00Z' }],
        mfaDevices: [DEVICE],
      },
    });
    expect(aws.calls[0]?.action).toBe('getCallerIdentity');
    expect((await vault.secrets.get(`access-key/${KEY}`))?.reveal()).toBe(
      bob.secretAccessKey.reveal(),
    );
  });

  it.each([
    new AppError('aws/secret-wrong', { accessKeyId: KEY }),
    new AppError('aws/key-unknown', { accessKeyId: KEY }),
    new AppError('aws/unreachable', {
      url: 'https://sts.us-east-1.amazonaws.com',
      reason: 'refused',
      sent: false,
    }),
  ])('stores nothing when the key does not prove: $code', async (refusal) => {
    const { identities, aws, vault, state } = await createParts();
    aws.always('getCallerIdentity', refusal);
    await expect(identities.add(bob)).rejects.toBe(refusal);
    expect(await vault.secrets.get(`access-key/${KEY}`)).toBeNull();
    expect(state.current().identities).toHaveLength(1);
  });

  it('works for a user who may ask IAM nothing', async () => {
    const { identities, aws } = await createParts();
    for (const action of [
      'listAccessKeys',
      'getAccessKeyLastUsed',
      'listMfaDevices',
      'getAccountAlias',
    ] as const) {
      aws.always(action, denied);
    }
    expect(await identities.add(bob)).toMatchObject({
      accountAlias: null,
      keys: {
        isComplete: false,
        keys: [{ accessKeyId: KEY, createdAt: null, lastUse: { kind: 'unknown' } }],
        mfaDevices: null,
      },
    });
  });

  it('refuses a key of the root user, unless the user insists', async () => {
    const { identities, aws } = await createParts();
    const root = async () => ({ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:root' });
    aws.always('getCallerIdentity', root);
    await expect(identities.add(bob)).rejects.toMatchObject({ code: 'identity/root-key' });
    expect(await identities.add({ ...bob, allowRoot: true })).toMatchObject({ userName: null });
  });

  it('takes the only device of the user when a seed comes without a serial', async () => {
    const { identities, vault } = await createParts();
    expect(
      await identities.add({ ...bob, mfaSeed: secretOf('gezd gnbv-gy3t qojq gezdgnbvgy3tqojq') }),
    ).toMatchObject({
      mfaSerial: DEVICE,
      hasSeed: true,
    });
    expect((await vault.secrets.get(`mfa-seed/${DEVICE}`))?.reveal()).toBe(SEED);
  });

  it('asks for the serial when the user has several devices, or none that AWS lists', async () => {
    const two = await createParts(aState(), { mfaSerials: [DEVICE, `${DEVICE}-2`] });
    const seed = { ...bob, mfaSeed: secretOf(SEED) };
    await expect(two.identities.add(seed)).rejects.toMatchObject({
      code: 'input/invalid',
      facts: { field: 'mfaSerial' },
    });
    const none = await createParts(aState(), { mfaSerials: [] });
    await expect(none.identities.add(seed)).rejects.toMatchObject({
      code: 'input/invalid',
      facts: { field: 'mfaSerial' },
    });
  });

  it('refuses a device of another user, before anything is stored', async () => {
    const { identities, vault } = await createParts();
    const foreign = 'arn:aws:iam::111122223333:mfa/mallory';
    await expect(
      identities.add({ ...bob, mfaSerial: foreign, mfaSeed: secretOf(SEED) }),
    ).rejects.toMatchObject({
      code: 'mfa/serial-of-other-user',
      facts: { serial: foreign, userName: 'alice' },
    });
    expect(await vault.secrets.get(`access-key/${KEY}`)).toBeNull();
  });

  it('refuses a device of another account even where AWS lists none', async () => {
    const { identities, aws } = await createParts();
    aws.always('listMfaDevices', denied);
    await expect(
      identities.add({ ...bob, mfaSerial: 'arn:aws:iam::999999999999:mfa/bob' }),
    ).rejects.toMatchObject({
      code: 'mfa/serial-of-other-user',
    });
    expect(await identities.add({ ...bob, mfaSerial: DEVICE })).toMatchObject({
      mfaSerial: DEVICE,
    });
  });

  it('judges the seed before AWS is asked, and names the place', async () => {
    const { identities, aws } = await createParts();
    await expect(
      identities.add({ ...bob, mfaSeed: secretOf('GEZDGNBV1Y3TQOJQ') }),
    ).rejects.toMatchObject({
      code: 'mfa/seed-invalid',
      facts: { position: 9, character: '1' },
    });
    expect(aws.calls).toEqual([]);
  });

  it('refuses names and profiles that are taken', async () => {
    const { identities, delivery } = await createParts();
    await expect(identities.add({ ...bob, name: 'dev' })).rejects.toMatchObject({
      code: 'input/name-taken',
      facts: { kind: 'role' },
    });
    await expect(identities.add({ ...bob, profile: 'dev' })).rejects.toMatchObject({
      facts: { kind: 'profile' },
    });
    delivery.addForeign('bob');
    await expect(identities.add(bob)).rejects.toMatchObject({ code: 'files/profile-taken' });
  });

  it('asks AWS nothing while the vault is locked', async () => {
    const { identities, vault, aws } = await createParts();
    vault.lock();
    await expect(identities.add(bob)).rejects.toMatchObject({ code: 'vault/locked' });
    expect(aws.calls).toEqual([]);
  });
});

describe('removing an IAM user', () => {
  it('is refused while roles rest on it', async () => {
    const { identities } = await createParts();
    await expect(identities.remove('alice', false)).rejects.toMatchObject({
      code: 'input/in-use',
      facts: { usedBy: ['dev'] },
    });
  });

  it('takes its profile, its session, its key and its seed along', async () => {
    const { identities, sessions, delivery, vault, state } = await createParts(
      aState({ roles: [] }),
    );
    await sessions.switchTo('alice', {});
    await identities.remove('alice', false);
    expect(state.current().identities).toEqual([]);
    expect(delivery.profiles.size).toBe(0);
    expect(await vault.secrets.get('access-key/AKIAIOSFODNN7EXAMPLE')).toBeNull();
    expect(await vault.secrets.get(`mfa-seed/${DEVICE}`)).toBeNull();
  });

  it('keeps secrets that another identity uses', async () => {
    const { identities, vault } = await createParts(
      aState({
        roles: [],
        identities: [anIdentity(), anIdentity({ name: 'alice-eu', profile: 'alice-eu' })],
      }),
    );
    await identities.remove('alice-eu', false);
    expect(await vault.secrets.get('access-key/AKIAIOSFODNN7EXAMPLE')).not.toBeNull();
    expect(await vault.secrets.get(`mfa-seed/${DEVICE}`)).not.toBeNull();
  });
});

describe('removing an IAM user whose key is being rotated', () => {
  const OWN = aKey().accessKeyId;
  const keys = anInventory([aKey(), aKey({ accessKeyId: OTHER, status: 'inactive' })]);
  const inGrace = [...UNTIL_SWITCHED, 'renewed', 'deactivated'] as const;
  const rotated = async (told: readonly Told[], others: readonly Identity[] = []) => {
    const identities = [anIdentity({ keys }), ...others];
    const parts = await createParts(aState({ roles: [], identities }));
    await parts.vault.secrets.put(`access-key/${OTHER}`, secretOf('the-other-secret-0123'));
    await parts.journals.begin(aRotation(told));
    const kept = () => [...parts.vault.store.items.keys()].filter((id) => id.startsWith('access'));
    return { ...parts, kept };
  };

  it('is refused in the time of grace, and says what Latchkey will not do any more', async () => {
    const { identities, state, kept } = await rotated(inGrace);
    const refusal = await identities.remove('alice', false).catch((error: unknown) => error);
    expect(isAppError(refusal, 'rotation/unfinished') && wordsOf(failureOf(refusal))).toEqual({
      title: 'The access key of alice is being rotated',
      explanation: `AWS has two access keys of the user: ${OWN} is active and ${OTHER} is inactive, kept until 2026-12-01 08:55 UTC. Without alice, Latchkey forgets the secrets of both and no longer deletes either: they stay in AWS.`,
      action:
        'First end it, with latchkey key rotate alice --finish or --roll-back; or remove alice knowingly.',
    });
    expect(state.current().identities).toHaveLength(1);
    expect(kept()).toHaveLength(2);
  });

  it.each([
    ['in the time of grace', inGrace],
    ['before the new secret is in the vault', ['created']],
    ['with a call whose outcome nobody knows', ['creating']],
  ] as const)(
    'leaves no secret of it behind when somebody insists %s, and says which keys AWS has',
    async (_, told) => {
      const { identities, vault, kept, rotations } = await rotated(told);
      await expect(identities.remove('alice', false)).rejects.toMatchObject({
        code: 'rotation/unfinished',
        facts: { isResting: told === inGrace },
      });
      expect(await identities.remove('alice', true)).toEqual([
        { accessKeyId: OWN, status: 'active' },
        { accessKeyId: OTHER, status: 'inactive' },
      ]);
      expect(kept()).not.toContain(`access-key/${OWN}`);
      if (told[0] !== 'creating') expect(kept()).toEqual([]);
      expect(JSON.stringify(vault.sealedContent())).not.toContain(NEW_SECRET);
      expect(rotations.list()).toEqual([]);
    },
  );

  it('lets it go on for another identity that holds the same key', async () => {
    const other = anIdentity({ name: 'alice-eu', profile: 'alice-eu', keys });
    const { identities, kept, rotations } = await rotated(inGrace, [other]);
    await identities.remove('alice', false);
    expect(kept()).toHaveLength(2);
    expect(rotations.list()).toMatchObject([{ identities: ['alice-eu'], waitsFor: 'grace' }]);
  });

  it('keeps the old secret for a rotation, although only an identity of another endpoint had that key', async () => {
    const there = anIdentity({
      name: 'there',
      profile: 'there',
      endpoint: 'there',
      accessKeyId: OTHER,
    });
    const { identities, kept, state } = await rotated(inGrace);
    await state.update((current) => ({
      ...current,
      endpoints: [
        ...current.endpoints,
        { ...current.endpoints[0]!, name: 'there', stsUrl: 'https://sts.there.example' },
      ],
      identities: [...current.identities, there],
    }));
    await identities.remove('there', false);
    expect(kept()).toContain(`access-key/${OTHER}`);
  });
});

describe('while AWS’s IAM cannot be reached', () => {
  const silent = new AppError('aws/unreachable', {
    url: 'https://iam.amazonaws.com',
    reason: 'timed-out',
    sent: false,
  });
  const withoutIam = async () => {
    const parts = await createParts();
    for (const action of [
      'listAccessKeys',
      'getAccessKeyLastUsed',
      'listMfaDevices',
      'getAccountAlias',
    ] as const) {
      parts.aws.always(action, silent);
    }
    return parts;
  };

  it('what was known of a key stays', async () => {
    const { identities, state } = await withoutIam();
    const before = state.current().identities[0];
    expect(await identities.refresh('alice')).toEqual(before);
  });

  it('a seed without its device’s serial is refused for that, not for the user’s rights', async () => {
    const { identities } = await withoutIam();
    await expect(identities.add({ ...bob, mfaSeed: secretOf(SEED) })).rejects.toBe(silent);
  });

  it('a device is taken as given', async () => {
    const { identities } = await withoutIam();
    expect(
      await identities.add({ ...bob, mfaSerial: DEVICE, mfaSeed: secretOf(SEED) }),
    ).toMatchObject({ mfaSerial: DEVICE, hasSeed: true });
  });
});

describe('the MFA device of an identity', () => {
  it('can be set with a seed later', async () => {
    const { identities, vault } = await createParts(
      aState({ identities: [anIdentity({ mfaSerial: null, hasSeed: false })] }),
    );
    await vault.secrets.delete(`mfa-seed/${DEVICE}`);
    expect(await identities.setMfa('alice', { seed: secretOf(SEED) })).toMatchObject({
      mfaSerial: DEVICE,
      hasSeed: true,
    });
    expect(await vault.secrets.get(`mfa-seed/${DEVICE}`)).not.toBeNull();
  });

  it('can be known without a seed: the codes are then typed', async () => {
    const { identities } = await createParts(
      aState({ identities: [anIdentity({ mfaSerial: null, hasSeed: false })] }),
    );
    expect(await identities.setMfa('alice', { serial: DEVICE })).toMatchObject({
      mfaSerial: DEVICE,
      hasSeed: false,
    });
  });

  it('can have a command that prints its codes, until a seed or nothing takes its place', async () => {
    const { identities } = await createParts(
      aState({ identities: [anIdentity({ mfaSerial: null, hasSeed: false })] }),
    );
    const process = ['/usr/bin/ykman', 'oath'];
    const set = () => identities.setMfa('alice', { serial: DEVICE, process });
    expect(await set()).toMatchObject({ mfaProcess: process });
    // Naming the device again changes nothing about its codes.
    expect(await identities.setMfa('alice', { serial: DEVICE })).toMatchObject({
      mfaProcess: process,
    });
    expect(await identities.setMfa('alice', { process: null })).toMatchObject({
      mfaSerial: DEVICE,
      mfaProcess: null,
    });
    await set();
    expect(await identities.setMfa('alice', { seed: secretOf(SEED) })).toMatchObject({
      hasSeed: true,
      mfaProcess: null,
    });
  });

  it('does not lose its seed to a command by the way: it may be nowhere else', async () => {
    const { identities, vault, state } = await createParts();
    await expect(identities.setMfa('alice', { process: ['/usr/bin/ykman'] })).rejects.toMatchObject(
      { code: 'input/invalid', facts: { field: 'process' } },
    );
    expect(await vault.secrets.get(`mfa-seed/${DEVICE}`)).not.toBeNull();
    expect(state.current().identities[0]).toMatchObject({ hasSeed: true, mfaProcess: null });
  });

  it('is forgotten with its command', async () => {
    const { identities } = await createParts(
      aState({ identities: [anIdentity({ hasSeed: false, mfaProcess: ['/usr/bin/ykman'] })] }),
    );
    expect(await identities.forgetMfa('alice')).toMatchObject({
      mfaSerial: null,
      mfaProcess: null,
    });
  });

  it('is forgotten with its seed', async () => {
    const { identities, vault } = await createParts();
    expect(await identities.forgetMfa('alice')).toMatchObject({ mfaSerial: null, hasSeed: false });
    expect(await vault.secrets.get(`mfa-seed/${DEVICE}`)).toBeNull();
    await expect(identities.forgetMfa('alice')).rejects.toMatchObject({ code: 'mfa/no-device' });
  });
});
