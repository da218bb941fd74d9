import { implement } from '@orpc/server';
import { doorContract, windowContract } from '#shared/contract/contract.ts';
import type { Doors } from '../shells/container/doors.ts';
import type { Core } from './core.ts';
import { createClosedSeedQrRouter, createSeedQrRouter } from './mfa-devices-router.ts';
import { createRouter, createSocketRouter } from './router.ts';

/* The handlers of the contract, joined for each who asks. A server loads them with the first call (`rpc-endpoint.ts`). */

/** For windows: while the vault is locked, it answers what it takes to unlock and nothing else. */
export function createWindowRouter(core: Core) {
  return { ...createRouter(core, { isForWindows: true }), ...createSeedQrRouter(core) };
}

/** For a command with a Latchkey of its own. */
export function createOwnRouter(core: Core) {
  return {
    ...createRouter(core, { isForWindows: false }),
    ...createSocketRouter(core),
    ...createSeedQrRouter(core),
  };
}

/** For the commands of this user, over the local socket. */
export function createCommandRouter(core: Core) {
  return { ...createOwnRouter(core), ...createClosedSeedQrRouter() };
}

/** What such a command may ask for besides where Latchkey runs. `openWindow` gives the address, where it is one to open. */
export function createRunningRouter(
  doors: Pick<Doors, 'openContainer' | 'openMetadata'>,
  openWindow: () => string | null,
) {
  const ofDoors = implement(doorContract);
  const ofWindows = implement(windowContract);
  return {
    openContainer: ofDoors.openContainer.handler(({ input }) => doors.openContainer(input)),
    openMetadata: ofDoors.openMetadata.handler(({ input }) => doors.openMetadata(input)),
    openWindow: ofWindows.openWindow.handler(() => ({ url: openWindow() })),
  };
}
