import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { reportErrors } from '../api/report-errors.ts';
import type { Log } from '../platform/log.ts';

/** In a file of its own, which is loaded with the first call. */
export function createRpcHandler(router: AnyRouter, log: Log) {
  return new RPCHandler(router, { clientInterceptors: [reportErrors(log)] });
}
