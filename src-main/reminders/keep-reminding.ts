import { remindersSummary } from '#shared/words/reminders.ts';
import type { Reminder } from '#shared/contract/things.ts';
import { instantOf, MINUTE_MS } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import { repeat } from '../platform/repeat.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Reminders } from './reminders.ts';
import { mayTell } from './when-to-tell.ts';

const LOOK_EVERY_MS = MINUTE_MS;

/** What the desktop says: a title and a sentence. */
export interface ReminderNotice {
  readonly title: string;
  readonly text: string;
}

export interface KeptReminding {
  /** Where nobody listens, nothing counts as told. */
  onTold(tell: (notice: ReminderNotice) => void): void;
  close(): void;
}

/**
 * Looks each minute whether time alone has made something due, and tells the desktop of it once a day, if its user
 * wants that. What was told is noted first: a restart does not tell it again.
 */
export function keepReminding(deps: {
  readonly state: StateStore;
  readonly reminders: Pick<Reminders, 'list'>;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly clock: Clock;
  /** Names the local day of a moment. */
  readonly dayOf: (epochMs: number) => string;
  readonly onChange: () => void;
  readonly onUnexpected: (error: unknown) => void;
}): KeptReminding {
  const { state, reminders, skew } = deps;
  const listeners: ((notice: ReminderNotice) => void)[] = [];
  let seen = '';

  const look = async () => {
    const list = reminders.list();
    const now = JSON.stringify(list);
    if (now !== seen) deps.onChange();
    seen = now;
    const notice = remindersSummary(list.filter(isTold));
    if (notice === null || listeners.length === 0) return;
    let isToldNow = false;
    await state.update((current) => {
      const nowMs = skew.awsNow();
      isToldNow =
        current.settings.reminders.notify && mayTell(current.reminders.toldAt, nowMs, deps.dayOf);
      return isToldNow
        ? { ...current, reminders: { ...current.reminders, toldAt: instantOf(nowMs) } }
        : current;
    });
    if (isToldNow) for (const tell of listeners) tell(notice);
  };

  const { close } = repeat(deps, LOOK_EVERY_MS, look);
  return {
    onTold: (tell) => void listeners.push(tell),
    close,
  };
}

/** Of what the user has set up knowingly, the window tells and nobody else. */
function isTold({ kind, snooze }: Reminder): boolean {
  return snooze === null && kind !== 'no-mfa' && kind !== 'root-key';
}
