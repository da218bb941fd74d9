import { mapEventIterator } from '@orpc/client';
import { createRouterClient } from '@orpc/server';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import type { Log } from '../platform/log.ts';
import type { LatchkeyClient } from './latchkey-client.ts';
import type { createSeedQrRouter } from './mfa-devices-router.ts';
import { isEventIterator, reportErrors } from './report-errors.ts';
import type { createSocketRouter, createRouter } from './router.ts';

/** The contract without a transport: for the command and the practice account. Calls throw `AppError`. */
export function createInProcessClient(latchkey: {
  readonly router: ReturnType<typeof createRouter>;
  readonly socketRouter: ReturnType<typeof createSocketRouter>;
  readonly seedQrRouter: ReturnType<typeof createSeedQrRouter>;
  readonly log: Log;
}): LatchkeyClient {
  const report = reportErrors(latchkey.log);
  const router = { ...latchkey.router, ...latchkey.socketRouter, ...latchkey.seedQrRouter };
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
