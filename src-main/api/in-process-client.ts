import { createRouterClient } from '@orpc/server';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import type { Log } from '../platform/log.ts';
import type { LatchkeyClient } from './latchkey-client.ts';
import { reportErrors } from './report-errors.ts';
import type { createSocketRouter, createRouter } from './router.ts';

/** The contract without a transport: for the command and the practice account. Calls throw `AppError`. */
export function createInProcessClient(latchkey: {
  readonly router: ReturnType<typeof createRouter>;
  readonly socketRouter: ReturnType<typeof createSocketRouter>;
  readonly log: Log;
}): LatchkeyClient {
  const report = reportErrors(latchkey.log);
  const router = { ...latchkey.router, ...latchkey.socketRouter };
  return createRouterClient(router, {
    interceptors: [
      async (call) => {
        try {
          return await report(call);
        } catch (error) {
          throw appErrorOf(error);
        }
      },
    ],
  });
}
