import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import { readJsonBody } from '../json-body.ts';
import { closeServer, createLimitedServer, createRateLimit, listen } from '../limited-server.ts';
import { pageReply, type ClosedPage, type PageAssets } from '../page-assets.ts';
import { refuse, refuseSocket } from '../plain-reply.ts';
import { createRpcEndpoint, type LoadRouter } from '../rpc-endpoint.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { judgeRequest, RPC_PREFIX } from './gate.ts';
import type { GateDecision, GateFacts } from './gate.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';

/** A window holds one connection for its events and few more; security.md §2.2, 7. */
export const CONNECTION_LIMIT = 32;
export const REQUESTS_PER_SECOND = 100;

export interface BrowserShell {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** An address that opens one window, once, within 60 s. Whoever has it can use Latchkey: keep it out of argv and logs. */
  newLaunchUrl(): string;
  /** Signs every window out. */
  endSessions(): void;
  close(): Promise<void>;
}

export interface BrowserShellParts {
  /** For windows. */
  readonly loadRouter: LoadRouter;
  readonly page: ClosedPage;
  readonly clock: Clock;
  /** A free one if absent, and better so: another user may wait for a fixed one. */
  readonly port?: number | undefined;
  readonly log: Log;
  /** Called after ten wrong tokens, when the server has stopped listening. */
  readonly onGateClosed: () => void;
}

/** Serves the window to this machine's browsers (security.md §2). Throws `serve/port-unavailable`. */
export async function startBrowserShell(parts: BrowserShellParts): Promise<BrowserShell> {
  const { page, clock, log } = parts;
  const sessions = createSessions(clock);
  const callContract = createRpcEndpoint(parts.loadRouter, RPC_PREFIX, log);
  const isWithinRate = createRateLimit(clock, REQUESTS_PER_SECOND);
  // Filled in once the port is known; nothing is answered before.
  let facts: GateFacts | null = null;

  const server = createLimitedServer({
    connectionLimit: CONNECTION_LIMIT,
    onRequest: (request, response) => void answer(request, response),
    onUpgrade: (request, socket) => {
      const decision = judge(request, true);
      refuseSocket(socket, decision.allow ? 426 : decision.status);
    },
  });
  const judge = (request: IncomingMessage, isUpgrade: boolean): GateDecision => {
    if (facts === null) return { allow: false, status: 503, close: true, reason: 'host' };
    const { method = '', url: target = '', headersDistinct: headers } = request;
    return judgeRequest({ method, target, headers, isUpgrade }, facts);
  };
  const closeGate = async () => {
    log.write('browser-gate-closed');
    sessions.endAll();
    await closeServer(server);
    parts.onGateClosed();
  };
  const countWrong = (response: ServerResponse) => {
    log.write('browser-wrong-token');
    if (sessions.countWrong()) response.once('close', () => void closeGate());
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const decision = judge(request, false);
    if (!decision.allow) {
      if (decision.reason === 'token-unknown') countWrong(response);
      refuse(response, decision.status, decision.close);
      return;
    }
    if (!isWithinRate()) {
      refuse(response, 429, true);
      return;
    }
    switch (decision.to) {
      case 'page':
        try {
          sendPage(request, response, await page.load());
        } catch (error) {
          log.unexpected(error);
          refuse(response, 500, true);
        }
        return;
      case 'launch':
        await answerLaunch(request, response, { sessions, countWrong });
        return;
      case 'rpc': {
        const ended = sessions.use(decision.token);
        if (ended === null) {
          refuse(response, 401, false);
          return;
        }
        const cut = () => response.destroy();
        ended.addEventListener('abort', cut);
        response.once('close', () => ended.removeEventListener('abort', cut));
        for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
          response.setHeader(name, value);
        }
        await callContract(request, response);
      }
    }
  }

  const port = await listenOnLoopback(server, parts.port ?? 0);
  facts = {
    port,
    privateHost: `${randomBytes(8).toString('hex')}.localhost`,
    isPage: (path) => page.has(path),
    judgeToken: (token) => sessions.judge(token),
  };
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    newLaunchUrl: () => `${origin}/#${sessions.newLaunchSecret()}`,
    endSessions: () => sessions.endAll(),
    async close() {
      sessions.endAll();
      await closeServer(server);
    },
  };
}

function sendPage(request: IncomingMessage, response: ServerResponse, assets: PageAssets): void {
  const reply = pageReply(assets, request.url ?? '', randomBytes(16).toString('base64'));
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : reply.bytes);
}

interface LaunchDesk {
  readonly sessions: Sessions;
  readonly countWrong: (response: ServerResponse) => void;
}

/** Trades `{ "secret" }` for `{ "token" }`. */
async function answerLaunch(
  request: IncomingMessage,
  response: ServerResponse,
  { sessions, countWrong }: LaunchDesk,
): Promise<void> {
  const body = await readJsonBody(request);
  if (body.kind === 'refused') {
    refuse(response, body.status, true);
    return;
  }
  const secret = secretIn(body.value);
  const token = secret === null ? null : sessions.exchange(secret);
  if (token === null) {
    if (secret !== null && !sessions.wasGood(secret)) countWrong(response);
    refuse(response, secret === null ? 400 : 401, false);
    return;
  }
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' });
  response.end(JSON.stringify({ token }));
}

function secretIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('secret' in body)) return null;
  return typeof body.secret === 'string' && body.secret.length <= 200 ? body.secret : null;
}

async function listenOnLoopback(server: Server, port: number): Promise<number> {
  try {
    await listen(server, { host: '127.0.0.1', port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = PORT_PROBLEMS.get(code);
    if (reason === undefined) throw error;
    throw new AppError('serve/port-unavailable', { port, reason }, error);
  }
  return (server.address() as AddressInfo).port;
}

const PORT_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program listens on it'],
  ['EACCES', 'the system does not let this user take it'],
]);
