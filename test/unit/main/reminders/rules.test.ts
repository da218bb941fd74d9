import { describe, expect, it } from 'vitest';
import { remindersOf, type ReminderFacts } from '#main/reminders/rules.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { AccessKey, Identity, LastUse, Rotation } from '#shared/contract/things.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { aRotation } from '#test/fakes/showcase-rotations.ts';
import { DEVICE, aKey, anIdentity, anInventory } from '../things.ts';

/** The night of 25 October 2026 has 25 hours in Berlin, that of 1 November in New York; 24 November has 24. */
const NOW = Date.parse('2026-11-24T09:00:00Z');
const OWN = aKey().accessKeyId;
const OTHER = 'AKIAI44QH8DHBEXAMPLE';
const ago = (days: number, ms = 0) => instantOf(NOW - days * DAY_MS - ms);
const used = (days: number): LastUse => ({
  kind: 'used',
  at: ago(days),
  service: 's3',
  region: 'eu-west-1',
});
const unused: LastUse = { kind: 'never' };

/** Alice's user, with her own key and perhaps another. */
function alice(own: Partial<AccessKey>, other?: Partial<AccessKey>, more?: Partial<Identity>) {
  const keys = [aKey({ lastUse: used(0), ...own })];
  if (other !== undefined) keys.push(aKey({ accessKeyId: OTHER, lastUse: used(0), ...other }));
  return anIdentity({ keys: anInventory(keys), ...more });
}

function reminders(identities: readonly Identity[], facts: Partial<ReminderFacts> = {}) {
  return remindersOf({
    identities,
    settings: DEFAULT_SETTINGS.reminders,
    snoozes: [],
    plaintextKeys: [],
    rotations: [],
    nowMs: NOW,
    ...facts,
  });
}

const said = (identities: readonly Identity[], facts?: Partial<ReminderFacts>) =>
  reminders(identities, facts).map(
    ({ kind, days }) => `${kind}${days === null ? '' : ` ${days} d`}`,
  );

describe('what a person is reminded of', () => {
  const young = { createdAt: ago(1) };
  // prettier-ignore
  it.each<[string, Identity, string[]]>([
    ['a key of today',                            alice({ createdAt: ago(0) }),                              []],
    ['a key of 74 days and 23 h 59 min',          alice({ createdAt: ago(75, -MINUTE_MS) }),                 []],
    ['a key of 75 days',                          alice({ createdAt: ago(75) }),                             ['due 75 d']],
    ['a key of 89 days',                          alice({ createdAt: ago(89) }),                             ['due 89 d']],
    ['a key of 90 days: overdue, not due as well', alice({ createdAt: ago(90) }),                            ['overdue 90 d']],
    ['a key of two years',                        alice({ createdAt: ago(731) }),                            ['overdue 731 d']],
    ['a key whose age AWS does not tell',         alice({ createdAt: null }),                                []],
    ['a user whom AWS was never asked about',     anIdentity({ keys: null }),                                []],
    ['last used 44 days ago',                     alice({ createdAt: ago(60), lastUse: used(44) }),          []],
    ['last used 45 days ago',                     alice({ createdAt: ago(60), lastUse: used(45) }),          ['unused 45 d']],
    ['never used, 44 days old',                   alice({ createdAt: ago(44), lastUse: unused }),            []],
    ['never used, 45 days old',                   alice({ createdAt: ago(45), lastUse: unused }),            ['unused 45 d']],
    ['use unknown, 60 days old',                  alice({ createdAt: ago(60), lastUse: { kind: 'unknown' } }), []],
    ['old and unused',                            alice({ createdAt: ago(100), lastUse: used(50) }),         ['overdue 100 d', 'unused 50 d']],
    ['a second key, inactive',                    alice(young, { createdAt: ago(300), status: 'inactive' }), ['leftover 300 d']],
    ['a second key, expired',                     alice(young, { createdAt: ago(300), status: 'expired' }),  ['leftover 300 d']],
    ['a second key, active',                      alice(young, { createdAt: ago(3) }),                       ['second-unknown 3 d']],
    ['our key is inactive in AWS',                alice({ ...young, status: 'inactive' }),                   []],
    ['AWS does not know our key any more',        alice({ createdAt: ago(200), status: 'gone' }),            ['gone 200 d']],
    ['a key of the root user',                    alice(young, undefined, { userName: null }),               ['root-key 1 d']],
    ['no device, and AWS lists none',             alice(young, undefined, { mfaSerial: null, keys: anInventory([aKey(young)], { mfaDevices: [] }) }), ['no-mfa']],
    ['no device here, and AWS does not say',      alice(young, undefined, { mfaSerial: null, keys: anInventory([aKey(young)], { mfaDevices: null }) }), []],
    ['no device here, but one in AWS',            alice(young, undefined, { mfaSerial: null, keys: anInventory([aKey(young)], { mfaDevices: [DEVICE] }) }), []],
  ])('%s', (_, identity, expected) => {
    expect(said([identity])).toEqual(expected);
  });

  it('is one thing of two keys that Latchkey has both', () => {
    const both = [
      alice(young, young, { name: 'alice' }),
      alice(young, young, { name: 'alice-2', accessKeyId: OTHER }),
    ];
    expect(said(both)).toEqual([]);
  });

  it('is the gravest first, and of two alike the older', () => {
    const people = [
      alice({ createdAt: ago(80) }, undefined, { name: 'a' }),
      alice({ createdAt: ago(91), lastUse: used(50) }, undefined, { name: 'b' }),
      alice({ createdAt: ago(99) }, undefined, { name: 'c' }),
      alice({ status: 'gone', createdAt: null }, undefined, { name: 'd' }),
    ];
    expect(
      reminders(people).map(({ identity, kind, tone }) => `${identity} ${kind} ${tone}`),
    ).toEqual([
      'd gone danger',
      'c overdue danger',
      'b overdue danger',
      'a due warn',
      'b unused notice',
    ]);
  });
});

describe('thresholds', () => {
  const strict = { dueDays: 20, overdueDays: 30, unusedDays: 10 };
  const settings = { thresholds: strict, notify: true };
  const own = { keyThresholds: { dueDays: 300, overdueDays: 365, unusedDays: 90 } };

  it('are those of the settings for everybody', () => {
    expect(said([alice({ createdAt: ago(20), lastUse: used(10) })], { settings })).toEqual([
      'due 20 d',
      'unused 10 d',
    ]);
  });

  it('are those of the identity where it has its own', () => {
    const lenient = alice({ createdAt: ago(299), lastUse: used(89) }, undefined, own);
    expect(said([lenient], { settings })).toEqual([]);
    expect(said([alice({ createdAt: ago(365) }, undefined, own)])).toEqual(['overdue 365 d']);
  });
});

/** What a computer believes of the time when AWS's time is T. */
describe('the clock', () => {
  const created = '2026-09-10T09:00:00Z';
  const identity = alice({ createdAt: created });
  // A key is 75 days old at 2026-11-24T09:00Z, wherever its owner is and whatever the local clocks did.
  // prettier-ignore
  it.each<[what: string, nowMs: number, expected: string[]]>([
    ['a minute before 75 days, after the 25-hour day',        NOW - MINUTE_MS,             []],
    ['75 days to the second, after the 25-hour day',          NOW,                         ['due 75 d']],
    ['an hour later',                                         NOW + HOUR_MS,               ['due 75 d']],
    ['set back by an hour',                                   NOW - HOUR_MS,               []],
    ['set back to before the key was made',                   Date.parse('2026-09-01T00:00:00Z'), []],
    ['set back to 1970, by an empty battery',                 0,                           []],
    ['set ahead by a year',                                   NOW + 365 * DAY_MS,          ['overdue 440 d', 'unused 365 d']],
  ])('%s', (_, nowMs, expected) => {
    expect(said([identity], { nowMs })).toEqual(expected);
  });

  it.each(['Pacific/Kiritimati', 'Europe/Berlin', 'America/New_York', 'Pacific/Pago_Pago'])(
    'makes no key older in %s',
    (zone) => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        expect(said([identity])).toEqual(['due 75 d']);
        expect(said([identity], { nowMs: NOW - MINUTE_MS })).toEqual([]);
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    },
  );

  it('counts a key from the future as one of today', () => {
    const tomorrow = instantOf(NOW + DAY_MS);
    expect(said([alice({ createdAt: tomorrow })])).toEqual([]);
    expect(said([alice({ createdAt: tomorrow }, undefined, { userName: null })])).toEqual([
      'root-key 0 d',
    ]);
  });
});

describe('a reminder that is snoozed', () => {
  const id = (kind: string) => JSON.stringify([kind, 'alice', OWN]);
  const due = alice({ createdAt: ago(80) });
  const overdue = alice({ createdAt: ago(90) });
  const forADay = { at: ago(0, HOUR_MS), until: ago(-1, HOUR_MS) };
  const forAWeek = { at: ago(0), until: ago(-7) };
  const forTheKey = { at: ago(30), until: null };

  // prettier-ignore
  it.each<[what: string, Identity, snoozed: string, { at: string; until: string | null }, nowMs: number, isQuiet: boolean]>([
    ['for a day, an hour ago',                        due,     'due',     forADay,   NOW,                    true],
    ['for a day, 24 hours ago',                       due,     'due',     forADay,   NOW + 23 * HOUR_MS,     false],
    ['for a week, six days ago',                      due,     'due',     forAWeek,  NOW + 6 * DAY_MS,       true],
    ['for this key, long ago',                        due,     'due',     forTheKey, NOW,                    true],
    ['for this key when it was due, and now overdue', overdue, 'due',     forTheKey, NOW,                    true],
    ['for a week when it was due, and now overdue',   overdue, 'due',     forAWeek,  NOW,                    false],
    ['another one of the same key',                   due,     'unused',  forAWeek,  NOW,                    false],
    ['and the clock is set back by 20 hours',         due,     'due',     forADay,   NOW - 20 * HOUR_MS,     true],
    ['by a clock that was a year ahead, now right',   alice({ createdAt: ago(500) }), 'overdue', { at: ago(-365), until: ago(-366) }, NOW, false],
  ])('%s', (_, identity, kind, times, nowMs, isQuiet) => {
    const snoozes = [{ id: id(kind), ...times }];
    const [first] = reminders([identity], { snoozes, nowMs });
    expect(first?.snooze).toEqual(isQuiet ? { until: times.until } : null);
  });

  it('is raised again for the key that takes its place', () => {
    const snoozes = [{ id: id('due'), ...forTheKey }];
    const rotated = anIdentity({
      accessKeyId: OTHER,
      keys: anInventory([aKey({ accessKeyId: OTHER, createdAt: ago(76), lastUse: used(0) })]),
    });
    expect(reminders([rotated], { snoozes })).toMatchObject([{ kind: 'due', snooze: null }]);
  });
});

describe('keys in the AWS files', () => {
  it('are told of once each, those of an identity as its own', () => {
    const plaintextKeys = [OWN, OTHER, OTHER].map((accessKeyId) => ({ accessKeyId }));
    const found = reminders([alice({ createdAt: ago(1) })], { plaintextKeys });
    expect(found.map(({ identity, accessKeyId }) => [identity, accessKeyId])).toEqual([
      ['alice', OWN],
      [null, OTHER],
    ]);
  });
});

/** Of alice's key, at rest since that many days. */
function resting(
  waitsFor: Rotation['waitsFor'],
  { days = 0, ...given }: Partial<Rotation> & { readonly days?: number } = {},
): Rotation {
  return aRotation(NOW, {
    taken: 4,
    identities: ['alice'],
    oldKeyId: OTHER,
    newKeyId: OWN,
    state: 'resting',
    waitsFor,
    waitsSince: ago(days),
    ...given,
  });
}

const NO_NETWORK = {
  code: 'aws/unreachable',
  facts: { url: 'https://iam.amazonaws.com/', reason: 'no-route', sent: false },
};
const IN_USE = {
  code: 'rotation/old-key-in-use',
  facts: { accessKeyId: OTHER, service: 's3', at: ago(0) },
};
const DENIED = {
  code: 'rotation/denied',
  facts: { action: 'iam:UpdateAccessKey', userName: 'alice', newKeyId: OWN },
};

describe('a rotation that is not over', () => {
  const inGrace = alice({ createdAt: ago(1) }, { status: 'inactive', createdAt: ago(97) });

  it('sees to its own keys: the old one is no leftover, and the new one not unknown', () => {
    const rotations = [resting('grace', { graceEndsAt: ago(-2) })];
    expect(said([inGrace], { rotations })).toEqual([]);
    const proving = alice({ createdAt: ago(1) }, { createdAt: ago(0) });
    const before = resting(null, { state: 'running', oldKeyId: OWN, newKeyId: OTHER });
    expect(said([proving], { rotations: [before] })).toEqual([]);
  });

  const orphan = { accessKeyId: OTHER, createdAt: ago(0) };
  const over = { graceEndsAt: ago(3), days: 3 };
  // prettier-ignore
  it.each<[what: string, Rotation, string[]]>([
    ['that goes on just now',                                  resting(null, { state: 'running' }),                          []],
    ['whose old key is kept in case somebody misses it',       resting('grace', { graceEndsAt: ago(-2), days: 5 }),          []],
    ['whose old key was kept long enough',                     resting('person', over),                                      ['grace-over 3 d']],
    ['whose old key may not be deleted when it was kept long enough', resting('again', { ...over, failure: DENIED }),        ['rotation-waits 3 d']],
    ['whose old key is deleted as soon as there is a network', resting('itself', { ...over, days: 0, failure: NO_NETWORK, failedAt: ago(0) }), []],
    ['of which AWS made a key whose secret was lost',          resting('orphan', { orphan, newKeyId: null, oldKeyId: OWN }), ['orphan 0 d']],
    ['that waits for a code',                                  resting('code', { days: 2 }),                                 ['rotation-waits 2 d']],
    ['that somebody still uses the old key of',                resting('person', { failure: IN_USE }),                       ['rotation-waits 0 d']],
    ['that a policy has stopped',                              resting('again', { failure: DENIED }),                        ['rotation-waits 0 d']],
    ['that waits for AWS to know the new key',                 resting('aws', { days: 0.99, failedAt: ago(0) }),             []],
    ['that AWS still does not know the new key of a day later', resting('aws', { days: 1, failedAt: ago(0) }),               ['rotation-waits 1 d']],
    ['that waits for the network',                             resting('itself', { failure: NO_NETWORK, failedAt: ago(0) }), []],
    ['that failed last a day after its last step',             resting('itself', { days: 1, failure: NO_NETWORK, failedAt: ago(0) }), ['rotation-waits 1 d']],
    ['on a computer that slept for a week soon after it failed', resting('itself', { days: 7, failure: NO_NETWORK, failedAt: ago(6.9) }), []],
    ['that was stopped, and is gone on with in a moment',      resting('itself'),                                            []],
    ['that was stopped, and no Latchkey ran for a day',        resting('itself', { days: 1 }),                               ['rotation-waits 1 d']],
    ['that a newer Latchkey is at',                            resting('update'),                                            ['rotation-waits 0 d']],
    ['that was rolled back, and the new key waits to be deleted', resting('person', { direction: 'back', oldKeyId: OWN, newKeyId: OTHER }), ['rotation-waits 0 d']],
  ])('is told of at most once: one %s', (_, rotation, expected) => {
    expect(said([inGrace], { rotations: [rotation] })).toEqual(expected);
  });

  it('is told of at the key in use, with what it waits for and why', () => {
    const [told] = reminders([inGrace], { rotations: [resting('person', { failure: IN_USE })] });
    expect(told).toMatchObject({
      identity: 'alice',
      accessKeyId: OWN,
      rotation: { waitsFor: 'person', failure: IN_USE },
      tone: 'danger',
    });
  });

  it('is told of at the new key, where that waits to be deleted after a roll-back: no danger', () => {
    const rotation = resting('person', { direction: 'back', oldKeyId: OWN, newKeyId: OTHER });
    expect(reminders([inGrace], { rotations: [rotation] })).toMatchObject([
      { accessKeyId: OTHER, rotation: { waitsFor: 'person', failure: null }, tone: 'warn' },
    ]);
  });
});

describe('a rotation that is over', () => {
  it('sees to nothing: what it left behind is told of', () => {
    const done = resting(null, { state: 'rolled-back', graceEndsAt: ago(3) });
    const identity = alice({ createdAt: ago(1) }, { status: 'inactive', createdAt: ago(97) });
    expect(said([identity], { rotations: [done] })).toEqual(['leftover 97 d']);
  });
});
