import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract, DesktopContract } from '#shared/contract/contract.ts';
import type { SeedQrContract } from '#shared/contract/mfa-devices.ts';

/** All that the window may ask for; what is the desktop's, where that serves it. */
export type Api = ContractRouterClient<Contract & SeedQrContract & DesktopContract>;

export function createApi(link: ClientLink<ClientContext>): Api {
  return createORPCClient(link);
}
