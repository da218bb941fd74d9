import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../platform/clock.ts';
import { refuse, refuseSocket } from './plain-reply.ts';

/** For the head, and for the whole request: 64 kB take longer over no tunnel that one can work with. */
const HEADERS_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 5000;

export interface LimitedServerParts {
  readonly connectionLimit: number;
  /** Answers a request; the head alone has been read. */
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers a request that wants another protocol. There is none: only the status may differ. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex) => void;
}

/** An HTTP server with limits on heads, bodies and connections (security.md §2.2, 7). It listens when told to. */
export function createLimitedServer({
  connectionLimit,
  onRequest,
  onUpgrade,
}: LimitedServerParts): Server {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Node looks at those two limits only as often as this, and wakes up for it without a connection too (G8).
      connectionsCheckingInterval: 2000,
      // The gate says 421 to that too, with our headers.
      requireHostHeader: false,
    },
    onRequest,
  );
  server.maxConnections = connectionLimit;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    // Node has let go of it, errors and limits included: whoever hangs up on the refusal would end
    // the process, and whoever does not would keep the connection.
    socket.on('error', () => {});
    socket.once('finish', () => socket.destroy());
    onUpgrade(request, socket);
  });
  // Without these two Node would ask for the body before the gate has seen the head.
  server.on('checkContinue', (_request: IncomingMessage, response: ServerResponse) => {
    refuse(response, 417, true);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    refuse(response, 417, true);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    refuseSocket(socket, CLIENT_ERROR_STATUS.get(error.code ?? '') ?? 400);
  });
  return server;
}

const CLIENT_ERROR_STATUS: ReadonlyMap<string, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** Says whether one more request fits into the last second. */
export function createRateLimit(clock: Clock, perSecond: number): () => boolean {
  // The last so many, in a ring: the oldest one decides.
  const times = new Float64Array(perSecond).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return () => {
    const now = clock.monotonic();
    if (now - (times[oldest] as number) < 1000) return false;
    times[oldest] = now;
    oldest = (oldest + 1) % perSecond;
    return true;
  };
}

/** Listens, or rejects with what the system says. */
export function listen(
  server: Server,
  where: { host: string; port: number } | { path: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Stops listening and cuts every connection. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
