import { describe, expect, it } from 'vitest';
import { createReplaceKey } from '#main/identities/replace-key.ts';
import type { State } from '#main/state/state-document.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createParts } from '../parts.ts';
import { aKey, anIdentity, anInventory, aState } from '../things.ts';

const OLD = 'AKIAIOSFODNN7EXAMPLE';
const NEW = 'AKIAI44QH8DHBEXAMPLE';
const SECRET = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';
const key = { accessKeyId: NEW, secretAccessKey: secretOf(SECRET) };
const GONE = anInventory([aKey({ status: 'gone' })]);
const denied = new AppError('aws/access-denied', {
  action: 'iam:ListAccessKeys',
  resource: '',
  principal: '',
  withoutMfa: false,
});

async function aWorld(state: State = aState({ identities: [anIdentity({ keys: GONE })] })) {
  const parts = await createParts(state, {
    keys: [{ accessKeyId: NEW, status: 'Active', createdAtMs: Date.parse('2026-11-24T08:00:00Z') }],
  });
  const turns: string[] = [];
  const replaceKey = createReplaceKey({
    ...parts,
    secrets: parts.vault.secrets,
    aside: {
      standAside: (identity, work) => {
        turns.push(identity.name);
        return work(null);
      },
    },
    renewSessions: async () => ['dev'],
  });
  return {
    ...parts,
    replaceKey,
    turns,
    identity: () => parts.state.current().identities[0],
    secretOf: async (id: string) =>
      (await parts.vault.secrets.get(`access-key/${id}`))?.reveal() ?? null,
  };
}

describe('giving an identity another key', () => {
  it('keeps everything but the key, and reads the keys anew', async () => {
    const world = await aWorld();
    const before = world.identity();
    const { identity, leftSessions } = await world.replaceKey('alice', key);
    expect(identity).toEqual({ ...before, accessKeyId: NEW, keys: identity.keys });
    expect(identity.keys?.keys).toMatchObject([{ accessKeyId: NEW, status: 'active' }]);
    expect(leftSessions).toEqual(['dev']);
    expect(await world.secretOf(NEW)).toBe(SECRET);
    expect(world.turns).toEqual(['alice']);
  });

  it('forgets the secret of a key that AWS has no more, and keeps one that may come back', async () => {
    const deleted = await aWorld();
    await deleted.replaceKey('alice', key);
    expect(await deleted.secretOf(OLD)).toBeNull();

    const unknown = await aWorld();
    unknown.aws.always('listAccessKeys', denied);
    await unknown.replaceKey('alice', key);
    expect(await unknown.secretOf(OLD)).not.toBeNull();
  });

  it('says nothing of the key that is gone where AWS does not let the user list keys', async () => {
    const world = await aWorld();
    world.aws.always('listAccessKeys', denied);
    const { identity } = await world.replaceKey('alice', key);
    expect(identity.keys?.keys).toMatchObject([{ accessKeyId: NEW, status: 'active' }]);
  });

  it('gives it to every identity that shares the key', async () => {
    const shared = [anIdentity(), anIdentity({ name: 'ci', profile: 'ci' })];
    const other = anIdentity({ name: 'bob', profile: 'bob', accessKeyId: 'AKIABOB0000000000000' });
    const world = await aWorld(aState({ identities: [...shared, other] }));
    await world.replaceKey('alice', key);
    const { identities } = world.state.current();
    expect(identities.map(({ accessKeyId }) => accessKeyId)).toEqual([
      NEW,
      NEW,
      'AKIABOB0000000000000',
    ]);
  });

  it.each([
    ['another user', { arn: 'arn:aws:iam::111122223333:user/bob' }],
    ['the root user', { arn: 'arn:aws:iam::111122223333:root' }],
    ['another account', { accountId: '999999999999', arn: 'arn:aws:iam::999999999999:user/alice' }],
  ])('refuses a key of %s, and stores nothing', async (_, caller) => {
    const world = await aWorld();
    const before = world.state.current();
    world.aws.always('getCallerIdentity', async () => ({ accountId: '111122223333', ...caller }));
    await expect(world.replaceKey('alice', key)).rejects.toMatchObject({
      code: 'identity/key-of-other-user',
      facts: { identity: 'alice', arn: caller.arn },
    });
    expect(world.state.current()).toBe(before);
    expect(await world.secretOf(NEW)).toBeNull();
  });

  it('learns whose it is for an identity that was taken over unproven, but not of another account than its device', async () => {
    const unproven = { arn: '', userName: 'not proven yet', keys: null };
    const world = await aWorld(aState({ identities: [anIdentity(unproven)] }));
    const caller = { accountId: '999999999999', arn: 'arn:aws:iam::999999999999:user/alice' };
    world.aws.next('getCallerIdentity', async () => caller);
    await expect(world.replaceKey('alice', key)).rejects.toMatchObject({
      code: 'identity/key-of-other-user',
    });
    expect((await world.replaceKey('alice', key)).identity).toMatchObject({
      userName: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
    });
  });

  it.each(['aws/key-unknown', 'aws/secret-wrong'] as const)(
    'stores nothing of a key that does not prove: %s',
    async (code) => {
      const world = await aWorld();
      world.aws.always('getCallerIdentity', new AppError(code, { accessKeyId: NEW }));
      await expect(world.replaceKey('alice', key)).rejects.toMatchObject({ code });
      expect(await world.secretOf(NEW)).toBeNull();
      expect(world.identity()?.accessKeyId).toBe(OLD);
    },
  );

  it('takes the secret of the same key again, where it was lost or the key is active again', async () => {
    const world = await aWorld();
    const again = { ...key, accessKeyId: OLD };
    world.aws.always('listAccessKeys', denied);
    const { identity } = await world.replaceKey('alice', again);
    expect(identity.keys?.keys).toMatchObject([{ accessKeyId: OLD, status: 'active' }]);
    expect(await world.secretOf(OLD)).toBe(SECRET);
  });
});
