import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';

/** The browser's transport. `onRefused` hears that the session is over (401): only a new page helps then. */
export function createFetchLink(options: {
  readonly origin: string;
  readonly token: string;
  readonly onRefused: () => void;
}): ClientLink<ClientContext> {
  return new RPCLink({
    url: `${options.origin}/api/rpc`,
    headers: { authorization: `Bearer ${options.token}` },
    fetch: async (request, init) => {
      const response = await fetch(request, { ...init, cache: 'no-store', credentials: 'omit' });
      if (response.status === 401) options.onRefused();
      return response;
    },
  });
}
