import type { ContractRouterClient } from '@orpc/contract';
import type { Contract, SocketContract } from '#shared/contract/contract.ts';
import type { SeedQrContract } from '#shared/contract/mfa-devices.ts';

/** What a command may ask: the running app over its socket, or a Latchkey of its own. Calls throw `AppError`. */
export type LatchkeyClient = ContractRouterClient<Contract & SocketContract & SeedQrContract>;

/** Short-lived credentials, as only the command may have them. */
export type Credentials = Extract<
  Awaited<ReturnType<LatchkeyClient['credentials']>>,
  { kind: 'credentials' }
>;
