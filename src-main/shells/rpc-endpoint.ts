import type { IncomingMessage, ServerResponse } from 'node:http';
import { RPCHandler } from '@orpc/server/node';
import type { AnyRouter } from '@orpc/server';
import { reportErrors } from '../api/report-errors.ts';
import type { Log } from '../platform/log.ts';
import { readJsonBody } from './json-body.ts';
import { refuse } from './plain-reply.ts';

/** Answers calls of the contract over HTTP, once a gate has let them pass. Never rejects. */
export type RpcEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createRpcEndpoint(router: AnyRouter, prefix: `/${string}`, log: Log): RpcEndpoint {
  const handler = new RPCHandler(router, { clientInterceptors: [reportErrors(log)] });
  return async (request, response) => {
    const body = await readJsonBody(request);
    if (body.kind === 'refused') {
      refuse(response, body.status, true);
      return;
    }
    try {
      // oRPC takes a body that is there already, and then reads none by itself.
      const parsed = Object.assign(request, { body: body.value });
      const { matched } = await handler.handle(parsed, response, { prefix, context: {} });
      if (!matched) refuse(response, 404, false);
    } catch (error) {
      // The connection broke while the reply was written, or a procedure is not there at all.
      if (!response.closed) log.unexpected(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, true);
    }
  };
}
