import type { Clock } from '#main/platform/clock.ts';
import type { PracticeMode } from './practice-mode.ts';

/** The window's way into the practice account: started on the first knock, ended with the app. */
export interface PracticeDoor {
  /** An address that opens a practice window, once. */
  open(): Promise<string>;
  close(): Promise<void>;
}

export function createPracticeDoor(clock: Clock): PracticeDoor {
  let practice: Promise<PracticeMode> | null = null;
  let closed = Promise.resolve();
  const close = () => {
    const open = practice;
    practice = null;
    closed = closed.then(async () => (await open?.catch(() => null))?.close());
    return closed;
  };
  // Nobody waits here. Should it fail, the end of the app is told.
  const onGateClosed = () => void close().catch(() => {});
  return {
    async open() {
      // Loaded with the first knock: most never knock.
      practice ??= import('./practice-mode.ts').then(({ startPracticeMode }) =>
        startPracticeMode({ clock, home: null, onGateClosed }),
      );
      practice.catch(() => {
        practice = null;
      });
      return (await practice).newLaunchUrl();
    },
    close,
  };
}
