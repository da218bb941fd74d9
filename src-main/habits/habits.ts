import type { Habits as HabitsContent } from '#shared/contract/habit-records.ts';
import { isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { DocumentStore } from '../state/document-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { findTarget } from '../targets/targets.ts';
import { type Pinning, withPin, withUse } from './change-habits.ts';

/** What its user has pinned, and uses often and lately. For finding it quickly; nothing else depends on it. */
export interface Habits {
  view(): HabitsContent;
  /** Throws `input/unknown`, `input/invalid` when too many are pinned, `state/*`. */
  pin(target: string, pinning: Pinning): Promise<void>;
  /** Counts one more use. It is written soon, and nobody waits for it. */
  noteUse(item: string): void;
  /** Looks whether another process has noted something. */
  refresh(): Promise<void>;
  /** When all that was noted is written. */
  settled(): Promise<void>;
}

export function createHabits(deps: {
  readonly document: DocumentStore<HabitsContent>;
  readonly state: Pick<StateStore, 'current'>;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => void;
}): Habits {
  const { document, state, clock } = deps;
  // That a use could not be noted is no reason to say anything: it is noted the next time.
  const unlessOurs = (error: unknown) => {
    if (!isAppError(error)) deps.onUnexpected(error);
  };
  let writing: Promise<unknown> = Promise.resolve();
  return {
    view: document.current,
    async pin(target, pinning) {
      if (pinning.isPinned) findTarget(state.current(), target);
      await document.update((content) => withPin(content, target, pinning));
    },
    noteUse(item) {
      const nowMs = clock.now();
      writing = writing
        .then(() => document.update((content) => withUse(content, item, nowMs)))
        .catch(unlessOurs);
    },
    refresh: () => document.refresh().catch(unlessOurs),
    async settled() {
      await writing;
    },
  };
}
