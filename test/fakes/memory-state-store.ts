import type { StateStore } from '#main/state/state-store.ts';
import type { State } from '#main/state/state-document.ts';

/** A state document in memory. */
export function createMemoryStateStore(initial: State): StateStore {
  let current = initial;
  const listeners: (() => void)[] = [];
  return {
    current: () => current,
    refresh: async () => {},
    async update(change) {
      const next = change(current);
      if (next !== current) {
        current = next;
        for (const listener of listeners) listener();
      }
      return next;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
