import { isPlainText } from '#shared/plain-text.ts';

/** As many as are remembered: the file stays small, and so does what crosses to a window at each switch. */
export const HABITS_MAX = { pinned: 100, uses: 200 } as const;

const ITEM_MAX_LENGTH = 128;
const ITEM = /^(target|account|action):./;

export type HabitKind = 'target' | 'account' | 'action';

/** What a use is noted of: a target by its name, an account by its id, an action by what the window calls it. */
export function habitItem(kind: HabitKind, id: string): string {
  return `${kind}:${id}`;
}

/** Whether a text is one that `habitItem` makes. */
export function isHabitItem(text: string): boolean {
  return text.length <= ITEM_MAX_LENGTH && ITEM.test(text) && isPlainText(text);
}
