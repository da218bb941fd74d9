import { expect, it } from 'vitest';
import { recordRotations } from '#main/activity/record-keys.ts';
import { recordIdentities } from '#main/activity/record-things.ts';
import type { Journal } from '#main/rotation/facts.ts';
import type { Journals } from '#main/rotation/journal.ts';
import type { ActivityFact } from '#shared/contract/activity.ts';
import { AppError } from '#shared/errors.ts';
import { createParts } from '../parts.ts';
import { aRole, aState } from '../things.ts';

const OLD_KEY = 'AKIAIOSFODNN7EXAMPLE';
const NEW_KEY = 'AKIANEWKEYEXAMPLE000';
const FACTS: Journal['facts'] = [
  {
    fact: 'intended',
    atMs: 0,
    oldKeyId: OLD_KEY,
    keysBefore: [OLD_KEY],
    graceSeconds: 0,
    deletesItself: true,
  },
  { fact: 'creating', atMs: 1 },
  { fact: 'created', atMs: 2, accessKeyId: NEW_KEY, secret: null },
  { fact: 'stored', atMs: 3 },
  { fact: 'proven', atMs: 4 },
  { fact: 'switched', atMs: 5, identities: ['alice'] },
  { fact: 'deactivating', atMs: 6 },
  { fact: 'deactivated', atMs: 7 },
  { fact: 'deleted', atMs: 8 },
];
const ONE_ROLE = aState({ roles: [aRole()] });

it('tells of a switch what was obtained on the way, why, for whom, and where it was delivered', async () => {
  const { sessions, activity } = await createParts(ONE_ROLE);
  await sessions.switchTo('dev', { by: 'window' });
  expect(activity).toEqual([
    {
      kind: 'session-obtained',
      target: 'alice',
      scope: null,
      by: 'window',
      reason: null,
      expiresAt: expect.any(String),
      profile: null,
    },
    {
      kind: 'session-obtained',
      target: 'dev',
      scope: null,
      by: 'window',
      reason: 'role-from-mfa-session',
      expiresAt: expect.any(String),
      profile: null,
    },
    { kind: 'session-delivered', target: 'dev', how: 'file', profile: 'dev' },
  ]);
});

it('tells nothing of a session that was there already', async () => {
  const { sessions, activity } = await createParts(ONE_ROLE);
  await sessions.switchTo('dev', { by: 'window' });
  activity.length = 0;
  await sessions.switchTo('dev', { by: 'command' });
  await sessions.obtain('dev', { by: 'process' });
  expect(activity).toEqual([]);
});

it('tells that a session was renewed, and as which profile it goes on', async () => {
  const { sessions, clock, activity } = await createParts();
  await sessions.switchTo('alice', {});
  activity.length = 0;
  await clock.advance(60_000);
  await sessions.renew('alice');
  expect(activity).toMatchObject([
    { kind: 'session-obtained', target: 'alice', by: 'renewal', profile: 'alice' },
  ]);
});

it('tells of a stop, of the end of Latchkey, and of what failed', async () => {
  const { sessions, aws, activity } = await createParts();
  await sessions.switchTo('alice', {});
  await sessions.withdrawAll();
  await sessions.stop('alice', false);
  await sessions.stop('alice', false);
  aws.always('getSessionToken', new AppError('aws/throttled', { action: 'GetSessionToken' }));
  await expect(sessions.switchTo('alice', {})).rejects.toMatchObject({
    code: 'aws/throttled',
  });
  expect(activity.map(({ kind }) => kind)).toEqual([
    'session-obtained',
    'session-delivered',
    'session-withdrawn',
    'session-stopped',
    'session-failed',
  ]);
  expect(activity.at(-1)).toEqual({
    kind: 'session-failed',
    target: 'alice',
    scope: null,
    code: 'aws/throttled',
  });
});

it('tells of a rotation which key was made, used from then on, and put out of use', async () => {
  const activity: ActivityFact[] = [];
  const whole = {
    id: 'r',
    endpoint: 'aws',
    accountId: '111122223333',
    userName: 'alice',
    facts: FACTS,
  } as const;
  const journals = { append: async () => whole } as unknown as Journals;
  const recorded = recordRotations(journals, (fact) => void activity.push(fact));
  for (const fact of FACTS) await recorded.append('r', fact);
  expect(activity).toEqual([
    { kind: 'key-created', accessKeyId: NEW_KEY, userName: 'alice' },
    { kind: 'key-rotated', accessKeyId: NEW_KEY, userName: 'alice' },
    { kind: 'key-deactivated', accessKeyId: OLD_KEY, userName: 'alice' },
    { kind: 'key-deleted', accessKeyId: OLD_KEY, userName: 'alice' },
  ]);
});

it('tells who was added and removed, once it is done', async () => {
  const { identities, activity, record } = await createParts(aState({ roles: [] }));
  const recorded = recordIdentities(identities, record);
  await recorded.remove('alice', false);
  await expect(recorded.remove('nobody', false)).rejects.toMatchObject({
    code: 'input/unknown',
  });
  expect(activity).toEqual([{ kind: 'identity-removed', identity: 'alice' }]);
});
