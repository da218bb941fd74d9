/**
 * The built window over the fake main, for working on it: `npx tsx scripts/dev-window.ts [STATE] [PORT]`.
 * STATE: showcase (default), first-run, crowd, locked, practice. Builds the page first unless NO_BUILD is set.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { onError, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { createFakeMain, type FakeMain, type FakeMainState } from '../test/fakes/fake-main.ts';
import { crowd, firstRun, showcase } from '../test/fakes/showcase.ts';

const root = path.join(import.meta.dirname, '..');
const pages = process.env['RENDERER_OUT'] ?? path.join(root, 'out/renderer');

const STATES: Readonly<Record<string, () => FakeMainState>> = {
  showcase: () => showcase(Date.now()),
  'first-run': firstRun,
  crowd: () => crowd(Date.now(), 2000, 5),
  locked: () => ({
    ...showcase(Date.now()),
    vault: { kind: 'file', state: 'locked', failure: null },
    passphrase: 'correct horse battery',
  }),
  practice: () => ({ ...showcase(Date.now()), app: { practice: true }, vault: { kind: 'file', state: 'unlocked', failure: null } }),
};

export async function buildWindow(outDir = pages): Promise<void> {
  await build({
    configFile: false,
    root: path.join(root, 'src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      cssTarget: ['chrome125', 'firefox128', 'safari17.5'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
}

/** Serves the built window with the real page's CSP. The session needs no secret: this is no gate to test. */
export async function serveWindow(main: FakeMain, port = 0): Promise<{ url: string; close(): void }> {
  const handler = new RPCHandler(main.router, { interceptors: [onError((error) => void (isFailure(error) || console.error(error)))] });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/api/session') {
      response.setHeader('content-type', 'application/json');
      response.end('{"token":"dev"}');
      return;
    }
    if (pathname.startsWith('/api/rpc')) {
      if (request.headers.authorization !== 'Bearer dev') {
        response.statusCode = 401;
        response.end();
        return;
      }
      await handler.handle(request, response, { prefix: '/api/rpc' });
      return;
    }
    await servePage(pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/#dev`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function servePage(pathname: string, response: import('node:http').ServerResponse): Promise<void> {
  const file = path.join(pages, pathname === '/' ? 'index.html' : path.normalize(pathname));
  const nonce = randomBytes(16).toString('base64');
  try {
    const content = await readFile(file);
    const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
    response.setHeader('content-type', `${types[path.extname(file)] ?? 'application/octet-stream'}; charset=utf-8`);
    response.setHeader('content-security-policy', contentSecurityPolicy(nonce));
    response.end(file.endsWith('.html') ? content.toString().replaceAll('__NONCE__', nonce) : content);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

/** What the fake main fails with on purpose. */
function isFailure(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'LATCHKEY';
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

if (process.argv[1] === import.meta.filename) {
  const [, , name = 'showcase', port = '0'] = process.argv;
  const state = STATES[name] ?? STATES['showcase'];
  if (process.env['NO_BUILD'] === undefined) await buildWindow();
  if (state !== undefined) {
    const { url } = await serveWindow(createFakeMain(state()), Number(port));
    console.log(url);
  }
}
