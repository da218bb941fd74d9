import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { onError, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { loadPageAssets, pageReply } from '#main/shells/page-assets.ts';
import type { FakeMain } from './fake-main.ts';

export interface WindowServer {
  /** Opens a window, as often as one likes. */
  readonly url: string;
  /** From now on every call is refused, as when the session has ended. */
  endSession(): void;
  /** Nobody answers, as when Latchkey hangs or the network is gone. Goes on at the same address. */
  interrupt(): void;
  goOn(): Promise<void>;
  close(): void;
}

/**
 * The built window of `folder` over a fake main, with the real page's headers. No gate: that is tested
 * where it is. `port` 0: any free one.
 */
export async function serveWindow(main: FakeMain, folder: string, port = 0): Promise<WindowServer> {
  const assets = await loadPageAssets(folder);
  const handler = new RPCHandler(main.router, {
    interceptors: [onError((error) => void (isFailure(error) || console.error(error)))],
  });
  let token = randomBytes(8).toString('hex');
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/api/session') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ token }));
    } else if (!pathname.startsWith('/api/rpc')) {
      sendPage(response, pathname);
    } else if (request.headers.authorization === `Bearer ${token}`) {
      await handler.handle(request, response, { prefix: '/api/rpc' });
    } else {
      response.writeHead(401).end();
    }
  });

  function sendPage(response: ServerResponse, pathname: string): void {
    const { status, headers, bytes } = pageReply(
      assets,
      pathname,
      randomBytes(16).toString('base64'),
    );
    response.writeHead(status, headers).end(bytes);
  }

  const listen = (at: number) =>
    new Promise<void>((resolve) => void server.listen(at, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  await listen(port);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/#fake`,
    endSession() {
      token = randomBytes(8).toString('hex');
      server.closeAllConnections();
    },
    interrupt: stop,
    goOn: () => listen(bound),
    close: stop,
  };
}

/** What the fake main fails with on purpose. */
function isFailure(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'LATCHKEY';
}
