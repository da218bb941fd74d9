import type { Reminder } from './contract/things.ts';

/** Those of a person who has not put them off, the gravest kind alone: the rest can wait until one looks. */
export function gravest(reminders: readonly Reminder[]): readonly Reminder[] {
  return reminders.filter(({ snooze, tone }) => snooze === null && tone === 'danger');
}

/** How grave the dot on *Keys* is; null where there is nothing to see to. */
export function dotTone(reminders: readonly Reminder[]): Reminder['tone'] | null {
  const open = reminders.filter(({ snooze }) => snooze === null).map(({ tone }) => tone);
  return (['danger', 'warn', 'notice'] as const).find((tone) => open.includes(tone)) ?? null;
}
