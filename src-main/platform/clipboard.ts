import { createHash } from 'node:crypto';
import type { Secret } from '#shared/secret.ts';
import type { Clock } from './clock.ts';

/** Where a person carries a value from one window to another. */
export interface Clipboard {
  /** Puts the text there and takes it away after `clearAfterMs`, unless something else came since. */
  copy(text: Secret, clearAfterMs: number): Promise<void>;
  /** Takes our value away now, when it is still there: for quitting and locking. */
  clear(): Promise<void>;
}

/** What a surface must offer so that Latchkey can copy: the desktop's clipboard as plain text. */
export interface TextBoard {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  clear(): void | Promise<void>;
}

/**
 * A clipboard that forgets. It remembers only a digest of what it put there, and leaves alone what
 * the user has copied meanwhile (security.md §3.4).
 */
export function createClearingClipboard(board: TextBoard, clock: Clock): Clipboard {
  let ours: { readonly digest: string; readonly timer: AbortController } | null = null;
  const clear = async (): Promise<void> => {
    const copied = ours;
    ours = null;
    if (copied === null) return;
    copied.timer.abort();
    if (digestOf(await board.readText()) === copied.digest) await board.clear();
  };
  return {
    async copy(text, clearAfterMs) {
      ours?.timer.abort();
      const timer = new AbortController();
      ours = { digest: digestOf(text.reveal()), timer };
      await board.writeText(text.reveal());
      const clearLater = async () => {
        await clock.sleep(clearAfterMs, timer.signal);
        await clear();
      };
      clearLater().catch(() => {
        // Aborted: a newer value has a timer of its own, or it is cleared already. Or another program
        // holds the clipboard, and nobody waits here to be told.
      });
    },
    clear,
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
