import { app, clipboard, dialog, Menu, powerMonitor, session, type BrowserWindow } from 'electron';
import type { WindowPlace } from '#shared/contract/contract.ts';
import { createClearingClipboard, type Clipboard } from '#main/platform/clipboard.ts';
import type { Clock } from '#main/platform/clock.ts';
import { SECOND_MS } from '#shared/time.ts';
import { loadPageAssets } from '../page-assets.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { serveContract, type ContractHandler } from './contract-port.ts';
import { lockPages, lockSession } from './lockdown.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { focusWindow, openWindow } from './open-window.ts';
import { showTray } from './tray.ts';
import type { TrayFacts } from './tray-view.ts';

export interface DesktopParts {
  /** Where Chromium keeps its profile. One app runs for each. */
  readonly profileFolder: string;
  readonly pagesFolder: string;
  readonly preloadFile: string;
  readonly picturesFolder: string;
  readonly clock: Clock;
  /** Whether a Latchkey of another surface serves this home, which then has shown itself. */
  showOther(): Promise<boolean>;
  /** Null when another Latchkey was faster. */
  open(desktop: Desktop): Promise<RunningLatchkey | null>;
  /** The words for a failure that kept Latchkey from starting. */
  explain(error: unknown): { readonly title: string; readonly text: string };
}

/** What the desktop offers to the subjects. */
export interface Desktop {
  readonly clipboard: Clipboard;
  readonly notifications: Notifications;
  /** Brings the window to the front. */
  showWindow(): void;
  /** For how long nobody has used the computer. */
  idleMs(): number;
}

/** The subjects at work, as the desktop needs them. */
export interface RunningLatchkey {
  readonly handler: ContractHandler;
  /** The computer sleeps or its screen is locked. */
  computerLeft(): void;
  /** The computer has woken up, or its user is back. */
  wakeUp(): void;
  /** Hears what a window would show, now and after each change. */
  follow(listener: (facts: TrayFacts) => void): void;
  /** Turns the window to that place. */
  turnTo(place: WindowPlace): void;
  lock(): void;
  onUnexpected(error: unknown): void;
  close(): Promise<void>;
}

/** Runs the desktop app until its user quits. Call it before Electron is ready. */
export function runDesktop(parts: DesktopParts): void {
  if (app.commandLine.hasSwitch('no-sandbox')) {
    process.stderr.write('Latchkey does not run without the sandbox (--no-sandbox).\n');
    app.exit(2);
    return;
  }
  app.enableSandbox();
  app.setPath('userData', parts.profileFolder);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  lockPages(app);
  void app.whenReady().then(() => start(parts));
}

async function start(parts: DesktopParts): Promise<void> {
  try {
    if (await parts.showOther()) app.quit();
    else await showOwn(parts);
  } catch (error) {
    const { title, text } = parts.explain(error);
    dialog.showErrorBox(title, text);
    app.exit(1);
  }
}

async function showOwn(parts: DesktopParts): Promise<void> {
  let window: BrowserWindow | null = null;
  const showWindow = () => {
    if (window !== null) focusWindow(window);
  };
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  const clearing = createClearingClipboard(clipboard, parts.clock);
  const notifications = createNotifications(showWindow);
  const opening = parts.open({
    clipboard: clearing,
    notifications,
    showWindow,
    idleMs: () => powerMonitor.getSystemIdleTime() * SECOND_MS,
  });
  // Awaited below, after the window is on its way.
  opening.catch(() => {});
  let closeTray = () => {};
  closeBeforeQuit(async () => {
    closeTray();
    await Promise.all([clearing.clear(), opening.then((latchkey) => latchkey?.close())]);
  });
  lockSession(session.defaultSession);
  serveApp(await loadPageAssets(parts.pagesFolder));
  serveContract(opening.then((latchkey) => latchkey?.handler ?? null));
  Menu.setApplicationMenu(applicationMenu());
  window = openWindow(parts.preloadFile);
  window.on('closed', () => {
    window = null;
  });
  const latchkey = await opening;
  if (latchkey === null) {
    app.quit();
    return;
  }
  followComputer(latchkey);
  closeTray = showTray(latchkey, { ...parts, showWindow });
}

function followComputer(latchkey: RunningLatchkey): void {
  powerMonitor.on('suspend', () => latchkey.computerLeft());
  powerMonitor.on('lock-screen', () => latchkey.computerLeft());
  powerMonitor.on('resume', () => latchkey.wakeUp());
  powerMonitor.on('unlock-screen', () => latchkey.wakeUp());
}

/** macOS takes copy and paste from the menu; elsewhere the window needs none. */
function applicationMenu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([
    { role: 'appMenu' },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ]);
}

/** How long quitting waits for the subjects, which may be busy with a call to AWS. */
const CLOSE_LIMIT_MS = 5_000;

function closeBeforeQuit(close: () => Promise<void>): void {
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    const limit = setTimeout(() => app.exit(0), CLOSE_LIMIT_MS);
    close()
      .catch(() => {
        // The subjects have logged it; a user who quits cannot do anything about it.
      })
      .finally(() => {
        clearTimeout(limit);
        app.quit();
      });
  });
}
