import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';

/** The way back from what was removed: it is all here, so that it comes back as it was. */
export interface Undo {
  bringBack(): Promise<unknown>;
  /** What is said when it is back. */
  readonly done: string;
}

/**
 * Short news of something that went well. Failures stay where they happened and never come here, but for an undo
 * that went wrong: where that happened is gone.
 */
export interface Toast {
  readonly text: string;
  readonly undo: Undo | null;
  readonly failure: Failure | null;
}

export interface Toasts {
  readonly queue: ToastQueue<Toast>;
  show(text: string, undo?: Undo): void;
  /** Brings back what that toast tells of, or the newest that offers it. Whether there was one. */
  undo(key?: string): boolean;
}

const SHOWN_MS = 5000;
/** Long enough to read it, think, and come back by keyboard; it waits while somebody is at it. */
const UNDO_MS = 15_000;
const MOST = 3;

export function createToasts(): Toasts {
  const queue = new ToastQueue<Toast>();
  const add = (toast: Toast, timeout: number | null) => {
    // The newest replaces what it repeats.
    const same = queue.visibleToasts.filter(({ content }) => content.text === toast.text);
    for (const { key } of same) queue.close(key);
    queue.add(toast, timeout === null ? {} : { timeout });
    for (const { key } of queue.visibleToasts.slice(MOST)) queue.close(key);
  };
  const show: Toasts['show'] = (text, undo) =>
    add({ text, undo: undo ?? null, failure: null }, undo === undefined ? SHOWN_MS : UNDO_MS);

  return {
    queue,
    show,
    undo(key) {
      const toast = queue.visibleToasts.find(
        (one) => one.content.undo !== null && (key === undefined || one.key === key),
      );
      const undo = toast?.content.undo ?? null;
      if (toast === undefined || undo === null) return false;
      queue.close(toast.key);
      undo.bringBack().then(
        () => show(undo.done),
        (error: unknown) => add({ ...toast.content, failure: failureOf(appErrorOf(error)) }, null),
      );
      return true;
    },
  };
}
