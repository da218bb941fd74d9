import * as z from 'zod';
import { habits, type Habits } from '#shared/contract/habit-records.ts';
import { isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import {
  openDocumentStore,
  type DocumentStore,
  type ReadDocument,
} from '../state/document-store.ts';

const NO_HABITS: Habits = { pinned: [], uses: [] };

const VERSION = 1;
const habitsDocument = habits.extend({ version: z.literal(VERSION) });

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
    const version = z.object({ version: z.number() }).safeParse(content).data?.version;
    if (version !== undefined && version > VERSION)
      return { kind: 'newer', version, supported: VERSION };
    const parsed = habitsDocument.safeParse(content);
    if (!parsed.success) return { kind: 'damaged' };
    const { pinned, uses } = parsed.data;
    return { kind: 'content', content: { pinned, uses } };
  } catch {
    return { kind: 'damaged' };
  }
}
