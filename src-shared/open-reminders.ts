import type { Reminder, Rotation } from './contract/things.ts';

/** Those of a person who has not put them off, the gravest kind alone: the rest can wait until one looks. */
export function gravest(reminders: readonly Reminder[]): readonly Reminder[] {
  return reminders.filter(({ snooze, tone }) => snooze === null && tone === 'danger');
}

/** How grave the dot on *Keys* is; null where there is nothing to see to. Main gives the gravest first. */
export function dotTone(
  reminders: readonly Reminder[],
  rotations: readonly Pick<Rotation, 'state' | 'waitsFor'>[],
): Reminder['tone'] | null {
  const first = reminders.find(({ snooze }) => snooze === null)?.tone ?? null;
  return rotations.some(waitsForSomebody) && first !== 'danger' ? 'warn' : first;
}

/** Whether a rotation goes no further by itself. */
export function waitsForSomebody({
  state,
  waitsFor,
}: Pick<Rotation, 'state' | 'waitsFor'>): boolean {
  return state === 'resting' && waitsFor !== 'grace' && waitsFor !== 'aws';
}
