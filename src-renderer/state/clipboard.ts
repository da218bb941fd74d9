import type { Api } from '../api/api.ts';

/** Puts text on the clipboard. Codes are taken off again after 30 s. */
export interface Clipboard {
  copyText(text: string): Promise<void>;
  /** How the code will leave the clipboard again: by itself, or only when something else is copied. */
  copyCode(identity: string): Promise<'cleared-after-30s' | 'stays'>;
}

export interface ClipboardWorld {
  readonly api: Api;
  writeText(text: string): Promise<void>;
  readText(): Promise<string>;
  /** Whether reading would be allowed without asking the user. */
  mayRead(): Promise<boolean>;
  setTimer(ms: number, ring: () => void): void;
}

const CODE_STAYS_MS = 30_000;

export function createClipboard(world: ClipboardWorld): Clipboard {
  return {
    copyText: (text) => world.writeText(text),
    async copyCode(identity) {
      if ((await world.api.mfa.copyCode({ identity })).copied) return 'cleared-after-30s';
      const { code } = await world.api.mfa.code({ identity });
      await world.writeText(code);
      // Clearing blindly could destroy what the user has copied since; that is worse than an old code.
      if (!(await world.mayRead())) return 'stays';
      world.setTimer(CODE_STAYS_MS, () => void clearIfStill(world, code));
      return 'cleared-after-30s';
    },
  };
}

async function clearIfStill(world: ClipboardWorld, code: string): Promise<void> {
  try {
    if ((await world.readText()) === code) await world.writeText('');
  } catch {
    // The page is not in front, so the browser refuses; the code itself has expired by now.
  }
}

export function pageClipboardWorld(page: Window, api: Api): ClipboardWorld {
  const { clipboard, permissions } = page.navigator;
  return {
    api,
    writeText: (text) => clipboard.writeText(text),
    readText: () => clipboard.readText(),
    async mayRead() {
      // Not in TypeScript's list of names, and unknown to some browsers, which then throw.
      const name = 'clipboard-read' as PermissionName;
      return permissions.query({ name }).then(
        ({ state }) => state === 'granted',
        () => false,
      );
    },
    setTimer: (ms, ring) => void page.setTimeout(ring, ms),
  };
}
