import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyRouter } from '@orpc/server';
import type { Log } from '../platform/log.ts';
import { readJsonBody } from './json-body.ts';
import { refuse } from './plain-reply.ts';

/** Answers calls of the contract over HTTP, once a gate has let them pass. Never rejects. */
export type RpcEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The handlers of the contract. Its schemas and they take 2 MB, which nobody needs before the first call (G8). */
export type LoadRouter = () => Promise<AnyRouter>;

export function createRpcEndpoint(
  loadRouter: LoadRouter,
  prefix: `/${string}`,
  log: Log,
): RpcEndpoint {
  const load = async () => {
    const [router, { createRpcHandler }] = await Promise.all([
      loadRouter(),
      import('./rpc-handler.ts'),
    ]);
    return createRpcHandler(router, log);
  };
  let handler: ReturnType<typeof load> | null = null;
  return async (request, response) => {
    const body = await readJsonBody(request);
    if (body.kind === 'refused') {
      refuse(response, body.status, true);
      return;
    }
    try {
      // oRPC takes a body that is there already, and then reads none by itself.
      const parsed = Object.assign(request, { body: body.value });
      handler ??= load();
      const { matched } = await (await handler).handle(parsed, response, { prefix, context: {} });
      if (!matched) refuse(response, 404, false);
    } catch (error) {
      // The connection broke while the reply was written, or a procedure is not there at all.
      if (!response.closed) log.unexpected(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, true);
    }
  };
}
