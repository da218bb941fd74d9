import type { Habits } from '#shared/contract/habit-records.ts';
import { isAppError } from '#shared/errors.ts';
import { nameProblem } from '#shared/names.ts';
import { HABITS_MAX, isHabitItem } from '#shared/search/habit-items.ts';
import type { Clock } from '../platform/clock.ts';
import { type Guard, isExactly, isText, isWhole, listOf, recordOf } from '../platform/guards.ts';
import {
  newerThan,
  openDocumentStore,
  type DocumentStore,
  type ReadDocument,
} from '../state/document-store.ts';

const NO_HABITS: Habits = { pinned: [], uses: [] };

const VERSION = 1;
const isName: Guard<string> = (value): value is string =>
  isText(value) && nameProblem(value) === null;
const isItem: Guard<string> = (value): value is string => isText(value) && isHabitItem(value);
/** As the contract's `habits`, which a window is told. */
const isHabitsDocument = recordOf({
  version: isExactly(VERSION),
  pinned: listOf(isName),
  uses: listOf(recordOf({ item: isItem, heat: isWhole })),
});

/**
 * A document of its own, since every switch writes it. Latchkey starts without it too: one that is damaged is set
 * aside, and one that cannot be read is left as it is, and changing it says why.
 */
export async function openHabitsDocument(deps: {
  readonly habitsFile: string;
  readonly lockFolder: string;
  readonly clock: Clock;
}): Promise<DocumentStore<Habits>> {
  const open = () =>
    openDocumentStore<Habits>({
      ...deps,
      file: deps.habitsFile,
      empty: NO_HABITS,
      read: readHabits,
      print: (content) => `${JSON.stringify({ version: VERSION, ...content }, null, 1)}\n`,
    });
  try {
    return await open();
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'state/damaged') return open();
    return {
      current: () => NO_HABITS,
      update: () => Promise.reject(error),
      refresh: async () => {},
      onChange: () => {},
    };
  }
}

/** What the document's bytes hold. */
function readHabits(text: string): ReadDocument<Habits> {
  try {
    const content: unknown = JSON.parse(text);
    const newer = newerThan(VERSION, content);
    if (newer !== null) return newer;
    if (!isHabitsDocument(content)) return { kind: 'damaged' };
    const { pinned, uses } = content;
    if (pinned.length > HABITS_MAX.pinned || uses.length > HABITS_MAX.uses)
      return { kind: 'damaged' };
    return { kind: 'content', content: { pinned, uses } };
  } catch {
    return { kind: 'damaged' };
  }
}
