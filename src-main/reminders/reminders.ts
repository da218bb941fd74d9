import type { SnoozeFor } from '#shared/contract/reminders.ts';
import type { KeyThresholds } from '#shared/contract/settings.ts';
import type { Identity, Reminder } from '#shared/contract/things.ts';
import { DAY_MS, epochMsOf, instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Snooze } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity } from '../targets/targets.ts';
import { remindersOf, type ReminderFacts } from './rules.ts';

/** What a person should see to, and what the person has said about it. */
export interface Reminders {
  /** The gravest first, those that are snoozed among them. */
  list(): Reminder[];
  /** Null ends it. Of a reminder that is not there any more, nothing is kept. */
  snooze(id: string, howLong: SnoozeFor | null): Promise<void>;
  /** Null: as for everybody. Throws `input/unknown`. */
  setThresholds(identity: string, thresholds: KeyThresholds | null): Promise<Identity>;
}

export function createReminders(deps: {
  readonly state: StateStore;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly plaintextKeys: () => ReminderFacts['plaintextKeys'];
  readonly rotations: () => ReminderFacts['rotations'];
}): Reminders {
  const { state, skew } = deps;

  return {
    list() {
      const { identities, settings, reminders } = state.current();
      return remindersOf({
        identities,
        settings: settings.reminders,
        snoozes: reminders.snoozes,
        plaintextKeys: deps.plaintextKeys(),
        rotations: deps.rotations(),
        nowMs: skew.awsNow(),
      });
    },
    async snooze(id, howLong) {
      await state.update((current) => {
        const nowMs = skew.awsNow();
        const others = current.reminders.snoozes.filter(
          (snooze) => snooze.id !== id && !isOver(snooze, nowMs),
        );
        const own = howLong === null ? [] : [snoozeFrom(id, howLong, nowMs)];
        const snoozes = [...others, ...own].slice(-MOST_SNOOZES);
        return { ...current, reminders: { ...current.reminders, snoozes } };
      });
    },
    async setThresholds(name, keyThresholds) {
      const next = await state.update((current) => {
        findIdentity(current, name);
        const identities = current.identities.map((identity) =>
          identity.name === name ? { ...identity, keyThresholds } : identity,
        );
        return { ...current, identities };
      });
      return findIdentity(next, name);
    },
  };
}

/** Those of keys that were rotated stay behind; the oldest go. */
const MOST_SNOOZES = 200;

function isOver({ until }: Snooze, nowMs: number): boolean {
  return until !== null && epochMsOf(until) <= nowMs;
}

function snoozeFrom(id: string, howLong: SnoozeFor, nowMs: number): Snooze {
  const until = { day: nowMs + DAY_MS, week: nowMs + 7 * DAY_MS, key: null }[howLong];
  return { id, at: instantOf(nowMs), until: until === null ? null : instantOf(until) };
}
