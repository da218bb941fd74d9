import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { startBrowserMode } from './browser-mode.ts';
import { test as base } from './hands.ts';

/** In which of the two windows the specs run: playwright.config.ts chooses. */
export type Shell =
  | { readonly kind: 'browser' }
  | { readonly kind: 'electron'; readonly executable: string | null };

/** What a program sees: a home of its own, empty at first, and nothing of the developer's AWS. */
export type CleanEnvironment = Readonly<Record<string, string>> & {
  readonly HOME: string;
  readonly LATCHKEY_HOME: string;
};

interface Fixtures {
  readonly environment: CleanEnvironment;
  /** Starts Latchkey in that environment and gives its window, in whichever shell. */
  openWindow(): Promise<Page>;
}

const project = path.resolve(import.meta.dirname, '../..');

export const test = base.extend<Fixtures & { shell: Shell }>({
  shell: [{ kind: 'browser' }, { option: true }],

  environment: async ({ shell: _ }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'latchkey-e2e-'));
    await use(cleanEnvironment(home));
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },

  openWindow: async ({ shell, environment, browser }, use) => {
    const open: (() => Promise<void>)[] = [];
    await use(async () => {
      const window =
        shell.kind === 'electron'
          ? await openElectron(shell.executable, environment)
          : await startBrowserMode(browser, project, environment);
      open.push(window.close);
      return window.page;
    });
    for (const close of open.toReversed()) await close();
  },
});

async function openElectron(executable: string | null, environment: CleanEnvironment) {
  test.skip(executable === null, 'Electron’s binary is not on this machine');
  const application = await _electron.launch({
    ...(executable === null ? {} : { executablePath: executable }),
    args: [project],
    env: environment,
  });
  return { page: await application.firstWindow(), close: () => application.close() };
}

function cleanEnvironment(home: string): CleanEnvironment {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(AWS|LATCHKEY|XDG)_/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    // No test asks the keychain of the machine it runs on; the `file` vault is the same to the window.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  };
}
