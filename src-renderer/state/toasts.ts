import { createStore, type StoreApi } from 'zustand/vanilla';

/** Short news of something that went well. Failures never come here: they stay where they happened. */
export interface Toast {
  readonly id: number;
  readonly text: string;
}
export interface Toasts {
  readonly store: StoreApi<readonly Toast[]>;
  show(text: string): void;
}

const SHOWN_MS = 5000;

export function createToasts(setTimer: (ms: number, ring: () => void) => void): Toasts {
  const store = createStore<readonly Toast[]>(() => []);
  let lastId = 0;
  return {
    store,
    show(text) {
      lastId += 1;
      const toast = { id: lastId, text };
      // The newest replaces what it repeats; three at most are on the screen. `true` replaces the state: it is an array.
      store.setState(
        (toasts) => [...toasts.filter((other) => other.text !== text), toast].slice(-3),
        true,
      );
      setTimer(SHOWN_MS, () =>
        store.setState((toasts) => toasts.filter(({ id }) => id !== toast.id), true),
      );
    },
  };
}
