import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Environment, Places } from '#main/platform/home.ts';
import { findPackageFolder, readVersion } from '#main/platform/package-folder.ts';
import { startBrowserShell, type BrowserShell } from '#main/shells/browser/browser-shell.ts';
import { createDoors } from '#main/shells/container/doors.ts';
import { findPage, type ClosedPage } from '#main/shells/page-assets.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';

export interface BrowserModeParts {
  readonly places: Places;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly practice: boolean;
  readonly port?: number | undefined;
  readonly openPractice: () => Promise<string | null>;
  /** Somebody guessed tokens, and the server has stopped listening. */
  readonly onGateClosed: () => void;
}

/** Latchkey at work for this machine's browsers, and for the command. */
export interface BrowserMode {
  readonly latchkey: Latchkey;
  /** Without a secret: for telling people where it is. */
  readonly origin: string;
  newLaunchUrl(): string;
  /** Takes away what was delivered, then stops serving. */
  close(): Promise<void>;
}

/** Null when another Latchkey serves this home already. Throws `serve/port-unavailable`, `state/*`, `vault/*`. */
export async function startBrowserMode(parts: BrowserModeParts): Promise<BrowserMode | null> {
  const { places, clock } = parts;
  const packageFolder = findPackageFolder();
  const page = await findWindow(path.join(packageFolder, 'out/renderer'));
  const latchkey = await createLatchkey({
    ...parts,
    surface: 'browser',
    version: readVersion(packageFolder),
    clipboard: null,
  });
  const { core, credentialProcess, log } = latchkey;
  const doors = createDoors(latchkey, { places, clock });
  let browser: BrowserShell | null = null;
  let socket: SocketShell | null = null;
  try {
    const shell = await startBrowserShell({
      ...parts,
      loadRouter: async () => (await loadRouters()).createWindowRouter(core),
      page,
      log,
    });
    browser = shell;
    socket = await startSocketShell({
      loadRouter: async () => {
        const { createCommandRouter, createRunningRouter } = await loadRouters();
        return { ...createCommandRouter(core), ...createRunningRouter(doors, shell.newLaunchUrl) };
      },
      credentialProcess,
      socketPath: places.socket,
      clock,
      log,
    });
  } finally {
    if (socket === null) {
      await browser?.close();
      await latchkey.close({ withdraw: false });
    }
  }
  return socket === null ? null : modeOf(latchkey, browser, { socket, doors });
}

function modeOf(
  latchkey: Latchkey,
  browser: BrowserShell,
  { socket, doors }: { readonly socket: SocketShell; readonly doors: { close(): Promise<void> } },
): BrowserMode {
  return {
    latchkey,
    origin: browser.origin,
    newLaunchUrl: () => browser.newLaunchUrl(),
    async close() {
      try {
        await Promise.all([latchkey.close({ withdraw: true }), doors.close()]);
      } finally {
        await Promise.all([browser.close(), socket.close()]);
      }
    },
  };
}

const loadRouters = () => import('#main/api/routers.ts');

async function findWindow(folder: string): Promise<ClosedPage> {
  try {
    return await findPage(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AppError('window/not-built', { path: folder }, error);
  }
}
