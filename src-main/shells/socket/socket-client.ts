import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type {
  Contract,
  DoorContract,
  SocketContract,
  WindowContract,
} from '#shared/contract/contract.ts';
import type { SeedQrContract } from '#shared/contract/mfa-devices.ts';
import { isOwnSocket } from './socket-owner.ts';
import { createSocketLink } from './socket-link.ts';
import { isAnswering } from './socket-probe.ts';

/** All that the `latchkey` command may ask the running app. Calls throw `AppError`. */
export type AppClient = ContractRouterClient<
  Contract & SocketContract & SeedQrContract & DoorContract & WindowContract
>;

/**
 * A client of the Latchkey that runs already; null when none answers. Throws `files/foreign-owner`
 * for a socket that another user has put there, which would get to see whatever we send.
 */
export async function connectToApp(socketPath: string): Promise<AppClient | null> {
  if (!isOwnSocket(socketPath) || !(await isAnswering(socketPath))) return null;
  return createORPCClient(createSocketLink(socketPath));
}
