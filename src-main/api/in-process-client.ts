import { mapEventIterator } from '@orpc/client';
import { createRouterClient } from '@orpc/server';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import type { Log } from '../platform/log.ts';
import type { Core } from './core.ts';
import type { LatchkeyClient } from './latchkey-client.ts';
import { isEventIterator, reportErrors } from './report-errors.ts';
import { createOwnRouter } from './routers.ts';

/** The contract without a transport: for the command and the practice account. Calls throw `AppError`. */
export function createInProcessClient(
  { core, log }: { readonly core: Core; readonly log: Log },
  router = createOwnRouter(core),
): LatchkeyClient {
  const report = reportErrors(log);
  return createRouterClient(router, {
    interceptors: [
      async (call) => {
        try {
          const output = await report(call);
          if (!isEventIterator(output)) return output;
          return mapEventIterator(output, {
            value: async (value) => value,
            error: async (error) => appErrorOf(error),
          });
        } catch (error) {
          throw appErrorOf(error);
        }
      },
    ],
  });
}
