import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey } from '#main/compose.ts';
import type { Clock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { startSocketShell } from '#main/shells/socket/socket-shell.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';

/** The app that commands find running: it has the vault open, so each of them is quick. */
export async function startRunningApp(environment: Readonly<Record<string, string>>, clock: Clock) {
  const places = findPlaces(environment);
  const latchkey = await createLatchkey({
    places,
    environment,
    clock,
    surface: 'browser',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
  const socket = await startSocketShell({
    loadRouter: async () => createCommandRouter(latchkey.core),
    credentialProcess: latchkey.credentialProcess,
    socketPath: places.socket,
    clock,
    log: latchkey.log,
  });
  return {
    latchkey,
    async close() {
      await socket?.close();
      await latchkey.close({ withdraw: false });
    },
  };
}
