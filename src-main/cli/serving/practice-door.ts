import type { Clock } from '#main/platform/clock.ts';
import { startPracticeMode, type PracticeMode } from './practice-mode.ts';

/** The window's way into the practice account: started on the first knock, ended with the app. */
export interface PracticeDoor {
  /** An address that opens a practice window, once. */
  open(): Promise<string>;
  close(): Promise<void>;
}

export function createPracticeDoor(clock: Clock): PracticeDoor {
  let practice: Promise<PracticeMode> | null = null;
  const forget = () => {
    practice = null;
  };
  return {
    async open() {
      practice ??= startPracticeMode({ clock, home: null, onGateClosed: forget });
      practice.catch(forget);
      return (await practice).newLaunchUrl();
    },
    async close() {
      await (await practice?.catch(() => null))?.close();
    },
  };
}
