import { describe, expect, it } from 'vitest';
import { mergeInventory, readInventory } from '#main/keys/read-inventory.ts';
import { emptyState } from '#main/state/state-document.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { LastUse } from '#shared/contract/things.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { DEVICE, aKey, anInventory } from '../things.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const OWN = aKey().accessKeyId;
const OTHER = 'AKIAI44QH8DHBEXAMPLE';
const endpoint = emptyState().endpoints[0]!;
const key = { accessKeyId: OWN, secretAccessKey: secretOf('secret'), sessionToken: null };
const session = { ...key, accessKeyId: 'ASIAFAKE000000000001', sessionToken: secretOf('token') };
const denied = new AppError('aws/access-denied', {
  action: '',
  resource: '',
  principal: '',
  withoutMfa: true,
});
const throttled = new AppError('aws/throttled', { action: 'iam:ListAccessKeys' });
const listed = [
  { accessKeyId: OWN, status: 'Active', createdAtMs: Date.parse('2026-08-19T09:00:00Z') },
  { accessKeyId: OTHER, status: 'Inactive', createdAtMs: Date.parse('2025-01-01T00:00:00Z') },
];

function world(keys = listed) {
  const aws = createFakeAws(createFakeClock(), { keys, mfaSerials: [DEVICE] });
  return {
    aws,
    read: (
      credentials: Parameters<typeof readInventory>[2] = key,
      userName: string | null = 'alice',
    ) => readInventory(aws, endpoint, credentials, { userName, accessKeyId: OWN, nowMs: NOW }),
  };
}

describe('reading the keys of a user', () => {
  it('tells of both, with their age, status and last use, and of the devices', async () => {
    const { aws, read } = world();
    aws.always('getAccessKeyLastUsed', async (_endpoint, _credentials, accessKeyId) =>
      accessKeyId === OWN ? null : { atMs: NOW - 60_000, service: 's3', region: 'eu-west-1' },
    );
    expect((await read()).inventory).toEqual({
      readAt: '2026-11-24T09:00:00Z',
      isComplete: true,
      keys: [
        aKey(),
        {
          accessKeyId: OTHER,
          status: 'inactive',
          createdAt: '2025-01-01T00:00:00Z',
          lastUse: { kind: 'used', at: '2026-11-24T08:59:00Z', service: 's3', region: 'eu-west-1' },
        },
      ],
      mfaDevices: [DEVICE],
    });
  });

  it('tells of the own key alone where the user may ask nothing', async () => {
    const { aws, read } = world();
    for (const action of ['listAccessKeys', 'getAccessKeyLastUsed', 'listMfaDevices'] as const)
      aws.always(action, denied);
    const own = aKey({ createdAt: null, lastUse: { kind: 'unknown' } });
    expect(await read()).toEqual({
      inventory: {
        readAt: '2026-11-24T09:00:00Z',
        isComplete: false,
        keys: [own],
        mfaDevices: null,
      },
      outage: null,
      isRefused: false,
    });
  });

  it('says when AWS could not be asked', async () => {
    const { aws, read } = world();
    aws.always('listAccessKeys', throttled);
    expect((await read()).outage).toBe(throttled);
  });

  it('says that the own key is gone when the list, read by a session, has it no more', async () => {
    const { read } = world(listed.slice(1));
    expect((await read(session)).inventory.keys).toMatchObject([
      { accessKeyId: OWN, status: 'gone' },
      { accessKeyId: OTHER },
    ]);
  });

  it('does not believe a list without the key that has just asked for it: the list is old', async () => {
    const { read } = world(listed.slice(1));
    expect((await read(key)).inventory.keys[0]).toMatchObject({
      accessKeyId: OWN,
      status: 'active',
    });
  });

  it('asks for no list of the root user, who has none', async () => {
    const { aws, read } = world();
    expect((await read(key, null)).inventory).toMatchObject({ isComplete: false });
    expect(aws.callsOf('listAccessKeys')).toEqual([]);
  });
});

describe('what is known after another reading', () => {
  const earlier = anInventory([aKey(), aKey({ accessKeyId: OTHER, status: 'inactive' })]);
  const readAt = '2026-11-24T09:00:00Z';

  it('is the new one', () => {
    const now = anInventory([aKey({ status: 'inactive' })], { readAt });
    expect(mergeInventory(earlier, now)).toEqual(now);
  });

  it('keeps both keys and the date of their reading when the user may not list them this time', () => {
    const own = aKey({ createdAt: null, lastUse: { kind: 'unknown' } });
    const denial = anInventory([own], { readAt, isComplete: false, mfaDevices: null });
    expect(mergeInventory(earlier, denial)).toEqual(earlier);
  });

  it('keeps what it knows of dates that AWS does not tell', () => {
    const known = anInventory([aKey()], { isComplete: false });
    const own = aKey({ createdAt: null, lastUse: { kind: 'unknown' } });
    const now = anInventory([own], { readAt, isComplete: false, mfaDevices: null });
    expect(mergeInventory(known, now)).toEqual({ ...known, readAt });
  });

  const use = (at: string, service: string): LastUse => ({
    kind: 'used',
    at,
    service,
    region: 'us-east-1',
  });
  const lastWeek = use('2026-11-17T10:00:00Z', 's3');
  // The reading before was at 08:00.
  it.each<[what: string, known: LastUse, told: LastUse, expected: LastUse]>([
    ['our own reading is no use', lastWeek, use('2026-11-24T08:00:00Z', 'iam'), lastWeek],
    [
      'nor of a key never used',
      { kind: 'never' },
      use('2026-11-24T08:07:00Z', 'iam'),
      { kind: 'never' },
    ],
    [
      'another service is one',
      lastWeek,
      use('2026-11-24T08:00:00Z', 's3'),
      use('2026-11-24T08:00:00Z', 's3'),
    ],
    [
      'IAM at another time is one',
      lastWeek,
      use('2026-11-24T07:00:00Z', 'iam'),
      use('2026-11-24T07:00:00Z', 'iam'),
    ],
    [
      'where nothing is known, what AWS says',
      { kind: 'unknown' },
      use('2026-11-24T08:00:00Z', 'iam'),
      use('2026-11-24T08:00:00Z', 'iam'),
    ],
  ])('%s', (_, known, told, expected) => {
    const merged = mergeInventory(
      anInventory([aKey({ lastUse: known })]),
      anInventory([aKey({ lastUse: told })], { readAt }),
    );
    expect(merged.keys[0]?.lastUse).toEqual(expected);
  });
});
