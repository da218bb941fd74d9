import { describe, expect, it } from 'vitest';
import { keyUsers } from '#main/keys/key-users.ts';
import { createKeys } from '#main/keys/keys.ts';
import { createJournals } from '#main/rotation/journal.ts';
import { AppError } from '#shared/errors.ts';
import type { AccessKey, Identity } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';
import { instantOf, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { aRotation, OTHER, type Told, UNTIL_SWITCHED } from '../a-rotation.ts';
import { createParts } from '../parts.ts';
import { aKey, aRole, aState, anIdentity, anInventory } from '../things.ts';

const OWN = aKey().accessKeyId;
const inIam = (accessKeyId: string, status = 'Active') => ({
  accessKeyId,
  status,
  createdAtMs: Date.parse('2026-08-19T09:00:00Z'),
});
const unknown = (accessKeyId: string) => new AppError('aws/key-unknown', { accessKeyId });
const offline = new AppError('aws/unreachable', { url: 'u', reason: 'no-route', sent: false });

const alice = (keys: readonly AccessKey[], given: Partial<Identity> = {}) =>
  anIdentity({ keys: anInventory(keys), mfaSerial: null, hasSeed: false, ...given });

async function world(
  identities: readonly Identity[],
  iamKeys = [inIam(OWN), inIam(OTHER)],
  plaintextKeys: Parameters<typeof keyUsers>[1]['plaintextKeys'] = [],
) {
  const parts = await createParts(aState({ identities: [...identities] }), { keys: iamKeys });
  await parts.vault.secrets.put(`access-key/${OTHER}`, secretOf('the-other-secret-0123'));
  const keys = createKeys({
    ...parts,
    secrets: parts.vault.secrets,
    files: { refresh: async () => {} },
    usersOf: (accessKeyId) =>
      keyUsers(accessKeyId, {
        state: parts.state.current(),
        booked: parts.book.all(),
        plaintextKeys,
        isNoted: () => true,
        nowMs: parts.clock.now(),
      }),
  });
  const statusOf = (accessKeyId: string, name = 'alice') =>
    parts.state
      .current()
      .identities.find((identity) => identity.name === name)
      ?.keys?.keys.find((key) => key.accessKeyId === accessKeyId)?.status;
  const secondProcess = createJournals(parts.vault.sealed, () => {});
  return { ...parts, keys, statusOf, secondProcess };
}

describe('reading the keys of a user in the background', () => {
  it('notes both, with the date of the reading', async () => {
    const { keys, state, clock } = await world([anIdentity({ mfaSerial: null })]);
    expect(await keys.read('alice')).toBeNull();
    const { keys: known } = state.current().identities[0]!;
    expect(known?.keys.map(({ accessKeyId }) => accessKeyId)).toEqual([OWN, OTHER]);
    expect(known?.readAt).toBe(new Date(clock.now()).toISOString().replace('.000', ''));
  });

  it('spends no code for a user with MFA', async () => {
    const { keys, aws } = await world([anIdentity()]);
    await keys.read('alice');
    expect(aws.callsOf('getSessionToken')).toEqual([]);
    expect(aws.callsOf('listAccessKeys').map(({ accessKeyId }) => accessKeyId)).toEqual([OWN]);
  });

  it('keeps what it knows, with its date, while AWS cannot be asked', async () => {
    const { keys, state, aws } = await world([alice([aKey()])]);
    const before = state.current();
    aws.always('listAccessKeys', offline);
    expect(await keys.read('alice')).toBe(offline);
    expect(state.current()).toBe(before);
  });

  it('says that a key is gone when neither IAM nor STS knows it', async () => {
    const { keys, aws, statusOf } = await world([alice([aKey()])]);
    for (const action of ['listAccessKeys', 'getAccessKeyLastUsed', 'listMfaDevices'] as const)
      aws.always(action, unknown(OWN));
    aws.always('getCallerIdentity', unknown(OWN));
    await keys.read('alice');
    expect(statusOf(OWN)).toBe('gone');
  });

  it('does not believe IAM alone, which may be the last to hear of a new key', async () => {
    const { keys, aws, state } = await world([alice([aKey()])]);
    const before = state.current();
    for (const action of ['listAccessKeys', 'getAccessKeyLastUsed', 'listMfaDevices'] as const)
      aws.always(action, unknown(OWN));
    await keys.read('alice');
    expect(state.current()).toBe(before);
  });

  it('does not call a key gone that was made just now, nor one of a rotation that is not through with it', async () => {
    const parts = await world([alice([aKey()])]);
    const nowMs = parts.clock.now();
    const made = (agoMs: number) => [aKey({ createdAt: instantOf(nowMs - agoMs) })];
    const cases = [
      { keys: made(30 * SECOND_MS), isRotated: false, told: 'active' },
      { keys: made(5 * MINUTE_MS), isRotated: false, told: 'gone' },
      { keys: made(5 * MINUTE_MS), isRotated: true, told: 'active' },
    ];
    for (const { keys: known, isRotated, told } of cases) {
      const { keys, aws, sessions, statusOf, state, journals } = await world(
        [anIdentity({ keys: anInventory(known) })],
        [inIam(OTHER)],
      );
      if (isRotated) await journals.begin(aRotation(UNTIL_SWITCHED));
      await sessions.switchTo('alice', {});
      await keys.read('alice');
      expect(statusOf(OWN)).toBe(told);
      await state.update((current) => ({ ...current, identities: [alice(known)] }));
      for (const action of ['listAccessKeys', 'getAccessKeyLastUsed', 'listMfaDevices'] as const)
        aws.always(action, unknown(OWN));
      aws.always('getCallerIdentity', unknown(OWN));
      await keys.read('alice');
      expect(statusOf(OWN)).toBe(told);
    }
  });

  it('does not write over the keys of another access key that came meanwhile', async () => {
    const { keys, aws, state } = await world([alice([aKey()])]);
    aws.next('listMfaDevices', async () => {
      await state.update((current) => ({
        ...current,
        identities: [anIdentity({ accessKeyId: OTHER, keys: null })],
      }));
      return [];
    });
    await keys.read('alice');
    expect(state.current().identities[0]?.keys).toBeNull();
  });
});

describe('a key of a user whose rotation is under way', () => {
  const both = [aKey(), aKey({ accessKeyId: OTHER, status: 'inactive' })];
  const WAYS: readonly [string, readonly Told[], string][] = [
    ['before the new key is in use', ['created'], 'go-on'],
    ['in the time of grace', [...UNTIL_SWITCHED, 'renewed', 'deactivated'], 'finish'],
    ['with a key whose secret was lost', ['orphan-found'], 'delete-orphan'],
  ];
  it.each(WAYS)(
    'is not changed %s, whoever insists, and the rotation is named',
    async (_, told, wayOut) => {
      const { keys, aws, journals } = await world([alice(both)]);
      await journals.begin(aRotation(told));
      const insist = { insist: true };
      for (const id of [OWN, OTHER])
        for (const attempt of [
          () => keys.consequences(id),
          () => keys.setStatus(id, 'active', insist),
          () => keys.setStatus(id, 'inactive', insist),
          () => keys.delete(id, insist),
        ])
          await expect(attempt()).rejects.toMatchObject({
            code: 'key/in-rotation',
            facts: { accessKeyId: id, identity: 'alice', wayOut },
          });
      expect([...aws.callsOf('updateAccessKey'), ...aws.callsOf('deleteAccessKey')]).toEqual([]);
    },
  );

  it('is not changed either where the rotation was begun by another process meanwhile', async () => {
    const { keys, aws, vault, secondProcess } = await world([alice(both)]);
    await secondProcess.begin(aRotation(['created']));
    expect(vault.sealedContent()).not.toBeNull();
    const attempt = keys.setStatus(OTHER, 'active', {});
    await expect(attempt).rejects.toMatchObject({ code: 'key/in-rotation' });
    expect(aws.callsOf('updateAccessKey')).toEqual([]);
  });

  it('is not changed where only a newer Latchkey understands the rotation', async () => {
    const { keys, aws, vault, journals } = await world([alice(both)]);
    await journals.begin(aRotation(['created']));
    await vault.sealed.update((content) => {
      const { rotations } = content as { rotations: object[] };
      return { rotations: rotations.map((one) => ({ ...one, approvedBy: 'bea' })) };
    });
    for (const attempt of [
      () => keys.setStatus(OTHER, 'active', { insist: true }),
      () => keys.delete(OTHER, { insist: true }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'rotation/newer' });
    expect([...aws.callsOf('updateAccessKey'), ...aws.callsOf('deleteAccessKey')]).toEqual([]);
  });

  it('is changed again when that has ended', async () => {
    const { keys, journals } = await world([alice(both)]);
    await journals.begin(aRotation([...UNTIL_SWITCHED, 'renewed', 'deactivated', 'deleted']));
    expect(await keys.setStatus(OTHER, 'active', {})).toMatchObject({ kind: 'done' });
  });
});

describe('deactivating a key', () => {
  it('is refused for the only key that Latchkey has of a user, unless the person insists', async () => {
    const { keys, aws, statusOf } = await world([alice([aKey(), aKey({ accessKeyId: OTHER })])]);
    await expect(keys.setStatus(OWN, 'inactive', {})).rejects.toMatchObject({
      code: 'key/in-use',
      facts: { accessKeyId: OWN, usedBy: ['identity alice'], isLast: true },
    });
    expect(aws.callsOf('updateAccessKey')).toEqual([]);
    await keys.setStatus(OWN, 'inactive', { insist: true });
    expect(aws.callsOf('updateAccessKey')[0]?.request).toEqual({
      userName: 'alice',
      accessKeyId: OWN,
      status: 'Inactive',
    });
    expect(statusOf(OWN)).toBe('inactive');
  });

  it('of one that nothing here uses is done, and known at once for every identity of the user', async () => {
    const both = [aKey(), aKey({ accessKeyId: OTHER })];
    const people = [alice(both), alice(both, { name: 'alice-2', profile: 'alice-2' })];
    const { keys, statusOf } = await world(people);
    expect(await keys.setStatus(OTHER, 'inactive', {})).toMatchObject({ kind: 'done' });
    expect([statusOf(OTHER), statusOf(OTHER, 'alice-2')]).toEqual(['inactive', 'inactive']);
  });

  it('is known at once for an identity of the user at another endpoint of the same AWS', async () => {
    const both = [aKey(), aKey({ accessKeyId: OTHER })];
    const parts = await world([
      alice(both),
      alice(both, { name: 'alice-2', profile: 'alice-2', endpoint: 'there' }),
    ]);
    await parts.state.update((current) => ({
      ...current,
      endpoints: [...current.endpoints, { ...current.endpoints[0]!, name: 'there' }],
    }));
    await parts.keys.setStatus(OTHER, 'inactive', {});
    expect([parts.statusOf(OTHER), parts.statusOf(OTHER, 'alice-2')]).toEqual([
      'inactive',
      'inactive',
    ]);
  });

  it('names the profiles in which the key stands', async () => {
    const file = { path: '/home/a/.aws/credentials', profile: 'old', line: 3 };
    const people = [alice([aKey(), aKey({ accessKeyId: OTHER })])];
    const { keys } = await world(people, undefined, [{ accessKeyId: OTHER, ...file }]);
    await expect(keys.setStatus(OTHER, 'inactive', {})).rejects.toMatchObject({
      facts: { usedBy: ['profile old in /home/a/.aws/credentials, line 3'], isLast: false },
    });
  });

  it('waits for a person where the user needs a code that is elsewhere', async () => {
    const elsewhere = anIdentity({
      hasSeed: false,
      keys: anInventory([aKey(), aKey({ accessKeyId: OTHER })]),
    });
    const { keys, aws } = await world([elsewhere]);
    expect(await keys.setStatus(OTHER, 'inactive', {})).toMatchObject({
      kind: 'mfa-needed',
      identity: 'alice',
    });
    expect(aws.callsOf('updateAccessKey')).toEqual([]);
    const options = { mfaCode: '123456' };
    expect(await keys.setStatus(OTHER, 'inactive', options)).toMatchObject({ kind: 'done' });
  });

  it('changes nothing that is known when AWS refuses', async () => {
    const { keys, aws, statusOf } = await world([alice([aKey(), aKey({ accessKeyId: OTHER })])]);
    const denied = {
      action: 'iam:UpdateAccessKey',
      resource: '',
      principal: '',
      withoutMfa: false,
    };
    aws.next('updateAccessKey', new AppError('aws/access-denied', denied));
    await expect(keys.setStatus(OTHER, 'inactive', {})).rejects.toMatchObject({
      code: 'aws/access-denied',
    });
    expect(statusOf(OTHER)).toBe('active');
  });
});

describe('activating a key', () => {
  it('is done with another key of the user: one that is inactive cannot activate itself', async () => {
    const both = [aKey({ status: 'inactive' }), aKey({ accessKeyId: OTHER })];
    const people = [
      alice(both),
      alice(both, { name: 'alice-2', profile: 'alice-2', accessKeyId: OTHER }),
    ];
    const { keys, aws, statusOf } = await world(people);
    await keys.setStatus(OWN, 'active', {});
    expect(aws.callsOf('updateAccessKey')[0]?.accessKeyId).toBe(OTHER);
    expect(statusOf(OWN)).toBe('active');
  });
});

describe('deleting a key', () => {
  it('is refused while it is active, unless the person insists', async () => {
    const { keys, aws, statusOf } = await world([alice([aKey(), aKey({ accessKeyId: OTHER })])]);
    await expect(keys.delete(OTHER, {})).rejects.toMatchObject({ code: 'key/still-active' });
    expect(aws.callsOf('deleteAccessKey')).toEqual([]);
    await keys.delete(OTHER, { insist: true });
    expect(statusOf(OTHER)).toBeUndefined();
  });

  it('of an inactive one that nothing uses is done, also when it is gone already', async () => {
    const leftover = aKey({ accessKeyId: OTHER, status: 'inactive' });
    for (const iamKeys of [[inIam(OWN), inIam(OTHER, 'Inactive')], [inIam(OWN)]]) {
      const { keys, statusOf } = await world([alice([aKey(), leftover])], iamKeys);
      expect(await keys.delete(OTHER, {})).toMatchObject({ kind: 'done' });
      expect(statusOf(OTHER)).toBeUndefined();
    }
  });

  it('of our own, insisted on, leaves it in sight as gone, and its secret in the vault', async () => {
    const { keys, statusOf, vault } = await world([alice([aKey()])], [inIam(OWN)]);
    await keys.delete(OWN, { insist: true });
    expect(statusOf(OWN)).toBe('gone');
    expect(await vault.secrets.get(`access-key/${OWN}`)).not.toBeNull();
  });

  it('is not done for the root user, or to a key of somebody else', async () => {
    const root = alice([aKey({ status: 'inactive' })], { userName: null });
    const { keys } = await world([root]);
    await expect(keys.delete(OWN, { insist: true })).rejects.toMatchObject({ code: 'key/of-root' });
    await expect(keys.delete(OTHER, {})).rejects.toMatchObject({ code: 'key/not-known' });
  });
});

describe('who uses a key', () => {
  it('are the identities, the sessions made from it, and profiles that ask by themselves', async () => {
    const parts = await world([anIdentity({ keys: anInventory() })]);
    await parts.state.update((current) => ({
      ...current,
      roles: [aRole(), aRole({ name: 'asks', deliver: 'process' })],
    }));
    await parts.sessions.switchTo('dev', {});
    const users = parts.keys.usersOf(OWN);
    expect(users).toMatchObject({ identities: ['alice'], profiles: ['asks'], files: [] });
    expect(users.sessions.map(({ session, profile }) => [session, profile])).toEqual([
      ['alice', null],
      ['dev', 'dev'],
    ]);
  });

  it('are sessions of the old key still, after an identity has got another', async () => {
    const parts = await world([anIdentity({ keys: anInventory() })]);
    await parts.sessions.switchTo('dev', {});
    const other = anIdentity({ accessKeyId: OTHER });
    await parts.state.update((current) => ({ ...current, identities: [other] }));
    expect(parts.keys.usersOf(OWN)).toMatchObject({
      identities: [],
      sessions: [{ session: 'alice' }, { session: 'dev' }],
    });
    expect(parts.keys.usersOf(OTHER)).toMatchObject({ identities: ['alice'], sessions: [] });
  });

  it('are told before something is done to it', async () => {
    const { keys } = await world([alice([aKey(), aKey({ accessKeyId: OTHER })])]);
    expect(await keys.consequences(OWN)).toMatchObject({
      isOurs: true,
      isLast: true,
      userName: 'alice',
    });
    expect(await keys.consequences(OTHER)).toMatchObject({
      key: { accessKeyId: OTHER, status: 'active' },
      isOurs: false,
      isLast: false,
      users: { identities: [], sessions: [] },
    });
  });
});
