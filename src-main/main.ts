import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { app } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import { failureOf, isAppError } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { needWords } from '#shared/words/needs.ts';
import { reportErrors } from './api/report-errors.ts';
import { createCommandRouter, createRunningRouter, createWindowRouter } from './api/routers.ts';
import { createLatchkey } from './compose.ts';
import { createSystemClock } from './platform/clock.ts';
import { findPlaces } from './platform/home.ts';
import { createFileLog } from './platform/log.ts';
import { createPracticeDoor } from './cli/serving/practice-door.ts';
import { createDoors } from './shells/container/doors.ts';
import { openBrowser, REDIRECT_LIFE_MS } from './shells/browser/open-browser.ts';
import { runDesktop, type Desktop, type RunningLatchkey } from './shells/electron/desktop.ts';
import { createWindowPlaces } from './shells/electron/window-places.ts';
import { connectToApp } from './shells/socket/socket-client.ts';
import { startSocketShell } from './shells/socket/socket-shell.ts';

/** The desktop app: one window, and the same subjects for the command over the local socket. */
const clock = createSystemClock();
const environment = process.env;
const places = findPlaces(environment);
const browser = { clock, environment, platform: process.platform };

runDesktop({
  clock,
  profileFolder: path.join(places.home, 'desktop'),
  pagesFolder: path.join(import.meta.dirname, '../renderer'),
  picturesFolder: path.join(import.meta.dirname, '../../resources'),
  preloadFile: path.join(import.meta.dirname, '../preload/preload.cjs'),
  showOther,
  open,
  explain,
});

async function open({
  clipboard,
  notifications,
  showWindow,
  idleMs,
}: Desktop): Promise<RunningLatchkey | null> {
  const practice = createPracticeDoor(clock);
  const latchkey = await createLatchkey({
    places,
    clock,
    clipboard,
    environment,
    surface: 'desktop',
    version: app.getVersion(),
    practice: false,
    idleMs,
    // A window of the app shows the user's own Latchkey only; practice is a window of the browser.
    openPractice: async () => {
      const url = await practice.open();
      return (await openBrowser(url, browser)) ? null : url;
    },
  });
  const { core, log, needs } = latchkey;
  needs.onRaised((need) => notifications.show({ id: need.cause, ...needWords(need) }));
  needs.onGone(notifications.close);
  latchkey.onReminder((notice) => notifications.show({ id: 'reminders', ...notice }));
  const doors = createDoors(latchkey, { places, clock });
  const socket = await startSocketShell({
    loadRouter: async () => ({
      ...createCommandRouter(core),
      ...createRunningRouter(doors, () => {
        showWindow();
        return null;
      }),
    }),
    credentialProcess: latchkey.credentialProcess,
    socketPath: places.socket,
    clock,
    log,
  });
  if (socket === null) {
    await latchkey.close({ withdraw: false });
    return null;
  }
  const windowPlaces = createWindowPlaces();
  return {
    handler: new RPCHandler(
      { ...createWindowRouter(core), ...windowPlaces.router },
      { clientInterceptors: [reportErrors(log)] },
    ),
    turnTo: windowPlaces.turnTo,
    follow: latchkey.follow,
    lock: () => latchkey.vault.lock(),
    onUnexpected: log.unexpected,
    computerLeft: latchkey.computerLeft,
    wakeUp: latchkey.wakeUp,
    async close() {
      const withdrawn = latchkey.close({ withdraw: true });
      await Promise.all([practice.close(), doors.close(), withdrawn.finally(() => socket.close())]);
    },
  };
}

/** Where browser mode serves this home, its window opens instead of ours. */
async function showOther(): Promise<boolean> {
  const other = await connectToApp(places.socket);
  if (other === null) return false;
  const { url } = await other.openWindow({});
  // The file that leads the browser on is ours to remove.
  if (url !== null && (await openBrowser(url, browser))) await clock.sleep(REDIRECT_LIFE_MS);
  return true;
}

/** Why the app could not start, as its user reads it; what nobody foresaw goes to the log. */
function explain(error: unknown): { title: string; text: string } {
  const log = createFileLog(places.logFile, clock.now, () => randomBytes(4).toString('hex'));
  const failure = isAppError(error)
    ? failureOf(error)
    : ({ code: 'internal', facts: { reference: log.unexpected(error) } } as const);
  const { title, explanation, action } = wordsOf(failure);
  return { title, text: `${explanation}\n\n${action}` };
}
