import { startBrowserShell } from '#main/shells/browser/browser-shell.ts';
import type { BrowserShell } from '#main/shells/browser/browser-shell.ts';
import type { ClosedPage } from '#main/shells/page-assets.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import type { MemoryLog } from '#test/fakes/memory-log.ts';
import { send } from './raw-http.ts';
import type { RawReply, RawRequest } from './raw-http.ts';
import { createStubRouter } from './stub-router.ts';
import type { StubRouter } from './stub-router.ts';

export interface RunningShell {
  readonly shell: BrowserShell;
  readonly port: number;
  readonly stub: StubRouter;
  readonly log: MemoryLog;
  /** How often the shell has said that it stopped listening. */
  gateClosures(): number;
  /** The headers of our own page, with the token. */
  ownHeaders(token: string): Record<string, string>;
  signIn(): Promise<string>;
  trade(secret: string): Promise<RawReply>;
  call(token: string, procedure: string, rest?: Partial<RawRequest>): Promise<RawReply>;
}

const PAGE =
  '<!doctype html><meta property="csp-nonce" nonce="__NONCE__"><script src="/main.js"></script>';

export async function startShell(clock: Clock, script = '', port = 0): Promise<RunningShell> {
  const stub = createStubRouter();
  const log = createMemoryLog();
  let closures = 0;
  const shell = await startBrowserShell({
    loadRouter: stub.loadRouter,
    page: pageOf({ '/': PAGE, '/main.js': script }),
    clock,
    port,
    log,
    onGateClosed: () => {
      closures += 1;
    },
  });
  const bound = Number(new URL(shell.origin).port);
  const ownHeaders = (token: string) => ({
    host: `127.0.0.1:${bound}`,
    origin: shell.origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  });
  const trade = (secret: string) =>
    send({
      port: bound,
      path: '/api/session',
      headers: ownHeaders('-'),
      body: JSON.stringify({ secret }),
    });
  return {
    shell,
    port: bound,
    stub,
    log,
    gateClosures: () => closures,
    ownHeaders,
    trade,
    async signIn() {
      const reply = await trade(shell.newLaunchUrl().split('#')[1] ?? '');
      return (JSON.parse(reply.text) as { token: string }).token;
    },
    call: (token, procedure, rest) =>
      send({
        port: bound,
        path: `/api/rpc/${procedure}`,
        headers: ownHeaders(token),
        body: '{"json":{}}',
        ...rest,
      }),
  };
}

function pageOf(texts: Readonly<Record<string, string>>): ClosedPage {
  const assets = new Map(
    Object.entries(texts).map(([address, text]) => [
      address,
      {
        bytes: new TextEncoder().encode(text),
        contentType:
          address === '/' ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8',
      },
    ]),
  );
  return { has: (address) => assets.has(address), load: () => Promise.resolve(assets) };
}
