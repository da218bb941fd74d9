import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import type { SeedQrContract } from '#shared/contract/mfa-devices.ts';

/** All that the window may ask for. */
export type Api = ContractRouterClient<Contract & SeedQrContract>;

export function createApi(link: ClientLink<ClientContext>): Api {
  return createORPCClient(link);
}
