export type HabitKind = 'target' | 'account' | 'action';

/** What a use is noted of: a target by its name, an account by its id, an action by what the window calls it. */
export function habitItem(kind: HabitKind, id: string): string {
  return `${kind}:${id}`;
}
