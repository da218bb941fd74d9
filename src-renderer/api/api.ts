import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';

/** All that the window may ask for. */
export type Api = ContractRouterClient<Contract>;

export function createApi(link: ClientLink<ClientContext>): Api {
  return createORPCClient(link);
}
