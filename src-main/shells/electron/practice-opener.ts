import { spawn, type ChildProcess } from 'node:child_process';

export interface PracticeOpener {
  /** Opens the practice account beside this app; it has a home and a window of its own. */
  open(): Promise<null>;
  close(): void;
}

/** Runs `latchkey practice` as a program of its own, in the Node inside Electron; it ends with this app. */
export function createPracticeOpener(cliFile: string): PracticeOpener {
  let running: ChildProcess | null = null;
  return {
    open: () =>
      new Promise((resolve, reject) => {
        running?.kill();
        const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
        const child = spawn(process.execPath, [cliFile, 'practice'], { env, stdio: 'ignore' });
        child.once('spawn', () => resolve(null));
        child.once('error', reject);
        running = child;
      }),
    close() {
      running?.kill();
      running = null;
    },
  };
}
