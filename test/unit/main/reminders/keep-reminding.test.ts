import { describe, expect, it, onTestFinished } from 'vitest';
import { keepReminding, type ReminderNotice } from '#main/reminders/keep-reminding.ts';
import { createReminders } from '#main/reminders/reminders.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { Identity } from '#shared/contract/things.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { aKey, aState, anIdentity, anInventory } from '../things.ts';

const START = createFakeClock().now();
const used = { kind: 'used', at: instantOf(START), service: null, region: null } as const;
const aged = (days: number, name = 'alice'): Identity => {
  const accessKeyId = `AKIA${name.toUpperCase().padEnd(16, 'X')}`;
  const createdAt = instantOf(START - days * DAY_MS);
  const keys = anInventory([aKey({ accessKeyId, createdAt, lastUse: used })]);
  return anIdentity({ name, profile: name, accessKeyId, keys });
};

function world(identities: readonly Identity[]) {
  const clock = createFakeClock();
  const state = createMemoryStateStore(aState({ identities: [...identities] }));
  const skew = { awsNow: clock.now };
  const reminders = createReminders({
    state,
    skew,
    plaintextKeys: () => [],
    rotations: () => [],
  });
  const told: ReminderNotice[] = [];
  const counts = { changes: 0 };
  const unexpected: unknown[] = [];
  const start = () => {
    const kept = keepReminding({
      state,
      reminders,
      skew,
      clock,
      dayOf: (ms) => instantOf(ms).slice(0, 10),
      onChange: () => (counts.changes += 1),
      onUnexpected: (error) => unexpected.push(error),
    });
    onTestFinished(() => kept.close());
    return kept;
  };
  onTestFinished(() => expect(unexpected).toEqual([]));
  return {
    clock,
    state,
    reminders,
    told,
    counts,
    start,
    hear: (notice: ReminderNotice) => void told.push(notice),
  };
}

describe('the desktop’s notification of what is due', () => {
  it('comes once a day, and sums up', async () => {
    const { clock, told, start, hear } = world([aged(100), aged(95, 'bob'), aged(80, 'carol')]);
    start().onTold(hear);
    await clock.advance(10 * MINUTE_MS);
    expect(told).toEqual([
      {
        title: '2 access keys are overdue',
        text: '1 access key is due for rotation. It is about alice, bob, carol.',
      },
    ]);
    await clock.advance(25 * HOUR_MS);
    expect(told).toHaveLength(2);
  });

  it('names the key where there is one', async () => {
    const { clock, told, start, hear } = world([aged(97)]);
    start().onTold(hear);
    await clock.advance(2 * MINUTE_MS);
    expect(told).toEqual([
      {
        title: '1 access key is overdue',
        text: 'The access key of alice is 97 days old: overdue for rotation.',
      },
    ]);
  });

  it('does not come again after a restart', async () => {
    const { clock, told, start, hear } = world([aged(97)]);
    const first = start();
    first.onTold(hear);
    await clock.advance(2 * MINUTE_MS);
    first.close();
    start().onTold(hear);
    await clock.advance(2 * MINUTE_MS);
    expect(told).toHaveLength(1);
  });

  it('does not come for what is snoozed, for what was set up knowingly, or where it is switched off', async () => {
    const { clock, told, start, hear, reminders, state } = world([
      aged(97),
      { ...aged(1, 'root'), userName: null },
    ]);
    await reminders.snooze(reminders.list().find(({ kind }) => kind === 'overdue')!.id, 'week');
    start().onTold(hear);
    await clock.advance(2 * DAY_MS);
    expect(told).toEqual([]);
    await state.update((current) => ({
      ...current,
      settings: {
        ...current.settings,
        reminders: { ...DEFAULT_SETTINGS.reminders, notify: false },
      },
    }));
    await clock.advance(10 * DAY_MS);
    expect(told).toEqual([]);
  });

  it('counts as told only where somebody listens: browser mode has no desktop', async () => {
    const { clock, state, start } = world([aged(97)]);
    start();
    await clock.advance(2 * MINUTE_MS);
    expect(state.current().reminders.toldAt).toBeNull();
  });
});

describe('time alone', () => {
  it('makes a key due, and the window hears of it', async () => {
    const { clock, reminders, counts, start } = world([aged(74)]);
    start();
    await clock.advance(2 * MINUTE_MS);
    const before = counts.changes;
    await clock.advance(DAY_MS);
    expect(reminders.list().map(({ kind }) => kind)).toEqual(['due']);
    expect(counts.changes).toBeGreaterThan(before);
  });
});

describe('snoozing', () => {
  it('lasts as long as was said, and can be taken back', async () => {
    const { clock, reminders } = world([aged(97)]);
    const [{ id } = { id: '' }] = reminders.list();
    const isQuiet = () => reminders.list()[0]?.snooze !== null;
    await reminders.snooze(id, 'day');
    expect(isQuiet()).toBe(true);
    await clock.advance(DAY_MS);
    expect(isQuiet()).toBe(false);
    await reminders.snooze(id, 'key');
    await clock.advance(400 * DAY_MS);
    expect(isQuiet()).toBe(true);
    await reminders.snooze(id, null);
    expect(isQuiet()).toBe(false);
  });

  it('thresholds of one identity change nothing for another', async () => {
    const { reminders } = world([aged(80), aged(80, 'bob')]);
    const own = { dueDays: 100, overdueDays: 200, unusedDays: 50 };
    await reminders.setThresholds('alice', own);
    expect(reminders.list().map(({ identity }) => identity)).toEqual(['bob']);
    await reminders.setThresholds('alice', null);
    expect(reminders.list()).toHaveLength(2);
  });
});
