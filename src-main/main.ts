import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { app } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import { failureOf, isAppError } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { reportErrors } from './api/report-errors.ts';
import { createLatchkey } from './compose.ts';
import type { Clipboard } from './platform/clipboard.ts';
import { createSystemClock } from './platform/clock.ts';
import { findPlaces } from './platform/home.ts';
import { createFileLog } from './platform/log.ts';
import { runDesktop, type RunningLatchkey } from './shells/electron/desktop.ts';
import { createPracticeOpener } from './shells/electron/practice-opener.ts';

const clock = createSystemClock();
const places = findPlaces(process.env);
const practice = createPracticeOpener(path.join(import.meta.dirname, 'cli.js'));

runDesktop({
  clock,
  profileFolder: path.join(places.home, 'desktop'),
  pagesFolder: path.join(import.meta.dirname, '../renderer'),
  preloadFile: path.join(import.meta.dirname, '../preload/preload.cjs'),
  open,
  explain,
});

async function open(clipboard: Clipboard): Promise<RunningLatchkey> {
  const latchkey = await createLatchkey({
    places,
    clock,
    clipboard,
    environment: process.env,
    surface: 'desktop',
    version: app.getVersion(),
    practice: false,
    openPractice: practice.open,
  });
  const interceptors = { clientInterceptors: [reportErrors(latchkey.log)] };
  return {
    handler: new RPCHandler(latchkey.router, interceptors),
    lock: () => latchkey.vault.lock(),
    async close() {
      practice.close();
      await latchkey.close({ withdraw: true });
    },
  };
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
