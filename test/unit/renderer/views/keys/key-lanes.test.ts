import { describe, expect, it } from 'vitest';
import { keyLanes, keySpan } from '#renderer/views/keys/key-lanes.ts';
import { keyPicture, legendOf } from '#renderer/views/keys/key-picture.ts';
import { laneWords, timelineSummary } from '#renderer/words/key-timeline.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { AccessKey, Identity } from '#shared/contract/things.ts';
import { DAY_MS, epochMsOf, instantOf } from '#shared/time.ts';
import { keysShowcase } from '#test/fakes/showcase.ts';
import { rotationInGrace } from '#test/fakes/showcase-rotations.ts';

const nowMs = epochMsOf('2026-11-28T12:00:00Z');
const settings = DEFAULT_SETTINGS.reminders;
const ago = (days: number) => instantOf(nowMs - days * DAY_MS);
const [dana] = keysShowcase(nowMs).identities ?? [];

function user(name: string, keys: readonly Partial<AccessKey>[], more: Partial<Identity> = {}) {
  const all = keys.map((key, at): AccessKey => ({
    accessKeyId: `AKIA${at}${name.toUpperCase()}`,
    status: 'active',
    createdAt: ago(10),
    lastUse: { kind: 'never' },
    ...key,
  }));
  return {
    ...(dana as Identity),
    name,
    accessKeyId: all[0]?.accessKeyId ?? 'AKIANOTREAD',
    keys: { ...(dana as Identity).keys!, keys: all },
    ...more,
  };
}

function lanesOf(identities: readonly Identity[], rotations = keysShowcase(nowMs).rotations ?? []) {
  return keyLanes({ identities, rotations, settings, nowMs });
}

describe('keys on one axis of time', () => {
  it('stand in the order of their age, those of unknown age last', () => {
    const lanes = lanesOf([
      user('young', [{ createdAt: ago(3) }]),
      user('unknown', [{ createdAt: null }]),
      user('old', [{ createdAt: ago(300) }, { createdAt: ago(30) }]),
    ]);
    expect(lanes.map(({ identities, days }) => [identities[0], days])).toEqual([
      ['old', 300],
      ['old', 30],
      ['young', 3],
      ['unknown', null],
    ]);
    expect(lanes.map(({ isOurs }) => isOurs)).toEqual([true, false, true, true]);
  });

  it('are called due and overdue by the days of their identity, else by everybody’s', () => {
    const own = { dueDays: 5, overdueDays: 8, unusedDays: 4 };
    const lanes = lanesOf([
      user('a', [{ createdAt: ago(90) }]),
      user('b', [{ createdAt: ago(89) }]),
      user('c', [{ createdAt: ago(74) }]),
      user('d', [{ createdAt: ago(8) }], { keyThresholds: own }),
      user('e', [{ createdAt: ago(400), status: 'inactive' }]),
    ]);
    const verdicts = Object.fromEntries(lanes.map((lane) => [lane.identities[0], lane.verdict]));
    expect(verdicts).toEqual({ a: 'overdue', b: 'due', c: 'fresh', d: 'overdue', e: null });
  });

  it('are there once, though two identities sign in with the same one', () => {
    const one = user('one', [{}]);
    const lanes = lanesOf([one, { ...one, name: 'two' }]);
    expect(lanes.map(({ identities }) => identities)).toEqual([['one', 'two']]);
  });

  it('from the future are of today: our clock is not AWS’s', () => {
    const [lane] = lanesOf([user('soon', [{ createdAt: ago(-2) }])]);
    expect(lane).toMatchObject({ days: 0, createdAtMs: nowMs });
  });

  it('that AWS has not been asked for say so, and have no bar', () => {
    const [lane] = lanesOf([user('new', [], { keys: null })]);
    const picture = keyPicture(lane!, nowMs);
    expect(picture).toMatchObject({ hint: 'Not read yet', note: '–', bars: [], marks: [] });
    expect(laneWords(lane!, nowMs)).toContain('Age: Not read yet');
  });

  it('that a rotation has put out of use are whole until then, and hollow since', () => {
    const rotation = rotationInGrace(nowMs, {
      oldKeyId: 'AKIA1R',
      newKeyId: 'AKIA0R',
      identities: ['r'],
    });
    const lanes = lanesOf(
      [user('r', [{ createdAt: ago(0) }, { createdAt: ago(80), status: 'inactive' }])],
      [rotation],
    );
    const outMs = epochMsOf(rotation.steps.find(({ step }) => step === 'deactivate')!.at!);
    const [old, made] = lanes.map((lane) => keyPicture(lane, nowMs));
    expect(old?.bars.map(({ toMs, kind }) => [toMs, kind])).toEqual([
      [outMs, 'bar'],
      [nowMs, 'hollow'],
    ]);
    expect(made?.marks[0]?.shape).toBe('triangle');
  });

  it('reach far enough for the last threshold, and not so far that days run together', () => {
    const daysOf = (lanes: Parameters<typeof keySpan>[0]) => {
      const [from, to] = keySpan(lanes, settings, nowMs);
      expect(to).toBe(nowMs);
      return Math.round((to - from) / DAY_MS);
    };
    const lane = { createdAtMs: null, lastUsedAtMs: null, ownThresholds: null };
    expect(daysOf([])).toBe(120);
    expect(daysOf([{ ...lane, createdAtMs: nowMs - 200 * DAY_MS }])).toBe(208);
    expect(daysOf([{ ...lane, createdAtMs: nowMs - 3000 * DAY_MS }])).toBe(400);
    const ownThresholds = { dueDays: 300, overdueDays: 365, unusedDays: 45 };
    expect(daysOf([{ ...lane, ownThresholds }])).toBe(485);
  });

  it('are told in a sentence', () => {
    expect(timelineSummary(lanesOf([user('one', [{}])]))).toBe(
      '1 key: 1 never used. The oldest is one with 10 days.',
    );
    const lanes = lanesOf(keysShowcase(nowMs).identities ?? []);
    expect(timelineSummary(lanes)).toBe(
      '16 keys: 3 overdue, 2 due, 2 out of use, 3 never used, 2 of unknown age. The oldest is dana-sandbox, other key with 402 days.',
    );
  });

  it('have a legend of what is there alone', () => {
    const texts = (identities: readonly Identity[]) =>
      legendOf(lanesOf(identities)).map(({ text }) => text);
    expect(texts([user('one', [{}])])).toEqual(['Latchkey uses it']);
    expect(texts(keysShowcase(nowMs).identities ?? [])).toHaveLength(6);
  });
});
