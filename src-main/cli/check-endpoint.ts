import { AppError } from '#shared/errors.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';

/** That a list which is asked for one endpoint is not empty for a slip of the pen. Throws `input/unknown`. */
export async function checkEndpoint(client: LatchkeyClient, name: string): Promise<void> {
  const endpoints = await client.endpoints.list({});
  if (endpoints.some((endpoint) => endpoint.name === name)) return;
  throw new AppError('input/unknown', { kind: 'endpoint', name });
}
