import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { BROWSER_FLAGS, findBrowser } from '#test/e2e/find-browser.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { startShell } from './support/running-shell.ts';
import type { RunningShell } from './support/running-shell.ts';

const executablePath = findBrowser();

/** What our own window does, in small: trades the secret, calls, and shows what it got. */
const WINDOW_SCRIPT = `
  globalThis.latchkeyScriptRan = true;
  const secret = location.hash.slice(1);
  history.replaceState(null, '', '/');
  const headers = { 'content-type': 'application/json' };
  const show = (text) => { document.title = text; };
  const run = async () => {
    if (secret === '') return show('no secret');
    const traded = await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ secret }) });
    if (!traded.ok) return show('refused ' + traded.status);
    const { token } = await traded.json();
    const called = await fetch('/api/rpc/vault/lock', {
      method: 'POST', headers: { ...headers, authorization: 'Bearer ' + token }, body: '{"json":{}}',
    });
    show('called ' + called.status);
  };
  void run();
`;

/** What a hostile page knows at its best: the address, and even a token that is good. */
interface Prey {
  readonly origin: string;
  readonly token: string;
}

/** Gives the number of bytes that the hostile page could read. */
type Attack = (page: Page, prey: Prey) => Promise<number>;

const FROM_ANOTHER_SITE = 'evil.test';
const FROM_ANOTHER_PORT = '127.0.0.1';

const ATTACKS: readonly { name: string; from: string; attack: Attack }[] = [
  { name: 'a POST without CORS from another site', from: FROM_ANOTHER_SITE, attack: simplePost },
  {
    name: 'a POST without CORS from another port of this host',
    from: FROM_ANOTHER_PORT,
    attack: simplePost,
  },
  {
    name: 'a fetch that needs a preflight, with a good token',
    from: FROM_ANOTHER_SITE,
    attack: preflightedFetch,
  },
  { name: 'the same from another port', from: FROM_ANOTHER_PORT, attack: preflightedFetch },
  { name: 'a frame around the window', from: FROM_ANOTHER_PORT, attack: frames },
  { name: 'a WebSocket', from: FROM_ANOTHER_SITE, attack: webSocket },
  { name: 'a form', from: FROM_ANOTHER_PORT, attack: forms },
  { name: 'an image', from: FROM_ANOTHER_SITE, attack: images },
  { name: 'a script', from: FROM_ANOTHER_PORT, attack: scripts },
  { name: 'a style sheet and a stream of events', from: FROM_ANOTHER_PORT, attack: styleAndEvents },
  { name: 'a popup and its opener', from: FROM_ANOTHER_PORT, attack: popup },
  { name: 'a beacon', from: FROM_ANOTHER_PORT, attack: beacon },
];

describe.skipIf(executablePath === null)(
  'a hostile page in a real browser (needs Chromium or Chrome)',
  () => {
    let browser: Browser;
    let context: BrowserContext;
    let running: RunningShell;
    let hostile: Listening;
    let naive: Listening;
    let token: string;

    beforeAll(async () => {
      browser = await chromium.launch({
        ...(executablePath === null ? {} : { executablePath }),
        args: [...BROWSER_FLAGS, '--host-resolver-rules=MAP evil.test 127.0.0.1'],
      });
    });
    afterAll(() => browser?.close());

    beforeEach(async () => {
      running = await startShell(createSystemClock(), WINDOW_SCRIPT);
      hostile = await listenWith('<!doctype html><title>hostile</title>');
      // Does everything that is asked of it: what proves that an attack would have arrived.
      naive = await listenWith('<!doctype html><meta property="csp-nonce"><title>naive</title>');
      context = await browser.newContext();
      token = await running.signIn();
    });
    afterEach(async () => {
      await context.close();
      await Promise.all([running.shell.close(), hostile.close(), naive.close()]);
    });

    it.each(ATTACKS)('reads nothing and changes nothing by $name', async ({ from, attack }) => {
      const page = await context.newPage();
      await page.goto(`http://${from}:${hostile.port}/`);
      await attack(page, { origin: `http://127.0.0.1:${naive.port}`, token });
      await eventually(() => expect(naive.hits()).toBeGreaterThan(0));
      expect(await attack(page, { origin: running.shell.origin, token })).toBe(0);
      await expectUnharmed();
    });

    it('reads nothing and changes nothing after its name was rebound to us', async () => {
      const reboundTo = async (
        start: (port: number) => Promise<{ token: string; close(): Promise<void> }>,
      ) => {
        // As a name server would: first the hostile server answers to the name, then whoever listens there.
        const before = await listenWith('<!doctype html><title>hostile</title>');
        const page = await context.newPage();
        await page.goto(`http://evil.test:${before.port}/`);
        await before.close();
        const after = await start(before.port);
        const read = await preflightedFetch(page, {
          origin: `http://evil.test:${before.port}`,
          token: after.token,
        });
        await after.close();
        return read;
      };
      const readOfNaive = await reboundTo(async (port) => ({
        ...(await listenWith('naive', port)),
        token,
      }));
      const other: RunningShell[] = [];
      const readOfUs = await reboundTo(async (port) => {
        const shell = await startShell(createSystemClock(), WINDOW_SCRIPT, port);
        other.push(shell);
        return { token: await shell.signIn(), close: () => shell.shell.close() };
      });
      expect(readOfNaive).toBeGreaterThan(0);
      expect(readOfUs).toBe(0);
      expect(other.map((shell) => [shell.stub.calls, shell.log.events])).toEqual([[[], []]]);
      await expectUnharmed();
    });

    it('gets no service worker or worker out of us, even with a foot in our own page', async () => {
      const page = await context.newPage();
      await page.goto(`${running.shell.origin}/`);
      const outcome = await page.evaluate(async () => {
        const registered = await navigator.serviceWorker.register('/main.js').then(
          () => 'registered',
          () => 'refused',
        );
        const all = await navigator.serviceWorker.getRegistrations();
        return { registered, count: all.length };
      });
      expect(outcome).toEqual({ registered: 'refused', count: 0 });
      await expectUnharmed();
    });

    it('opens nothing with an address that was used', async () => {
      const address = running.shell.newLaunchUrl();
      expect(await outcomeOf(address)).toBe('called 200');
      expect(await outcomeOf(address)).toBe('refused 401');
      expect(running.stub.calls).toEqual(['vault.lock']);
    });

    it('is no obstacle: the file that the launcher writes leads to a window that works', async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-launch-'));
      const file = path.join(folder, 'open.html');
      await writeFile(
        file,
        `<meta http-equiv="refresh" content="0;url=${running.shell.newLaunchUrl()}">`,
      );
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.waitForFunction(() => document.title.startsWith('called'));
      expect(page.url()).toBe(`${running.shell.origin}/`);
      expect(await page.title()).toBe('called 200');
      await rm(folder, { recursive: true });
    });

    /** The window that was signed in still works, and nothing but its own calls has reached main. */
    async function expectUnharmed(): Promise<void> {
      expect(running.stub.calls).toEqual([]);
      expect(running.log.events).toEqual([]);
      expect(running.gateClosures()).toBe(0);
      expect((await running.call(token, 'vault/lock')).status).toBe(200);
    }

    async function outcomeOf(address: string): Promise<string> {
      const page = await context.newPage();
      await page.goto(address);
      await page.waitForFunction(() => document.title !== '');
      const title = await page.title();
      await page.close();
      return title;
    }
  },
);

function simplePost(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    let read = 0;
    for (const address of ['/api/rpc/vault/lock', '/api/session', '/']) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const init = { method: 'POST', body: '{"json":{}}', headers: { 'content-type': type } };
        const reply = await fetch(origin + address, {
          ...init,
          mode: 'no-cors',
          credentials: 'include',
        }).catch(() => null);
        read += (await reply?.text().catch(() => ''))?.length ?? 0;
      }
    }
    return read;
  }, prey);
}

function preflightedFetch(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin, token }) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    let read = 0;
    const read1 = async (address: string, init: RequestInit) => {
      const reply = await fetch(origin + address, init).catch(() => null);
      read += (await reply?.text().catch(() => ''))?.length ?? 0;
    };
    await read1('/api/rpc/vault/lock', { method: 'POST', headers, body: '{"json":{}}' });
    await read1('/api/session', { method: 'POST', headers, body: '{"secret":"x"}' });
    await read1('/', {});
    await read1('/main.js', {});
    return read;
  }, prey);
}

async function frames(page: Page, prey: Prey): Promise<number> {
  await page.evaluate(async ({ origin }) => {
    document.body.replaceChildren();
    for (const tag of ['iframe', 'object', 'embed'] as const) {
      const element = document.createElement(tag);
      element.setAttribute(tag === 'object' ? 'data' : 'src', `${origin}/`);
      const settled = new Promise((resolve) => {
        element.addEventListener('load', resolve);
        element.addEventListener('error', resolve);
        setTimeout(resolve, 1000);
      });
      document.body.append(element);
      await settled;
    }
  }, prey);
  // The test can look into a frame of another origin, which is more than the page could.
  const isOurs = () => document.querySelector('meta[property="csp-nonce"]') !== null;
  const shown = await Promise.all(
    page.frames().map((frame) => frame.evaluate(isOurs).catch(() => false)),
  );
  return shown.filter(Boolean).length;
}

function webSocket(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    let read = 0;
    for (const address of ['/', '/api/rpc/events']) {
      const socket = new WebSocket(origin.replace('http', 'ws') + address);
      read += await new Promise<number>((resolve) => {
        socket.addEventListener('open', () => resolve(1));
        socket.addEventListener('message', () => resolve(1));
        socket.addEventListener('error', () => resolve(0));
      });
    }
    return read;
  }, prey);
}

async function forms(page: Page, prey: Prey): Promise<number> {
  const from = page.url();
  for (const enctype of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
  ]) {
    const navigated = page.waitForEvent('framenavigated');
    await page.evaluate(
      ({ origin, enctype: type }) => {
        const form = document.createElement('form');
        Object.assign(form, {
          method: 'post',
          action: `${origin}/api/rpc/vault/lock`,
          enctype: type,
        });
        // As text/plain this body is JSON: {"json":{},"x":"="}.
        const input = document.createElement('input');
        Object.assign(input, { name: '{"json":{},"x":"', value: '"}' });
        form.append(input);
        document.body.append(form);
        form.submit();
      },
      { ...prey, enctype },
    );
    await navigated;
    await page.goto(from);
  }
  return 0;
}

function images(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    let read = 0;
    for (const address of ['/', '/main.js', '/api/rpc/vault/lock', '/api/session']) {
      const image = new Image();
      image.src = origin + address;
      read += await image.decode().then(
        () => 1,
        () => 0,
      );
    }
    return read;
  }, prey);
}

function scripts(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    let read = 0;
    for (const type of ['text/javascript', 'module']) {
      const script = document.createElement('script');
      Object.assign(script, { type, src: `${origin}/main.js` });
      read += await new Promise<number>((resolve) => {
        script.addEventListener('load', () => resolve(1));
        script.addEventListener('error', () => resolve(0));
        document.head.append(script);
      });
    }
    const ran = 'latchkeyScriptRan' in globalThis;
    return read + (ran ? 1 : 0);
  }, prey);
}

function styleAndEvents(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: `${origin}/main.js` });
    const styled = await new Promise<number>((resolve) => {
      link.addEventListener('load', () => resolve(link.sheet === null ? 0 : 1));
      link.addEventListener('error', () => resolve(0));
      document.head.append(link);
    });
    const events = new EventSource(`${origin}/api/rpc/events`, { withCredentials: true });
    const heard = await new Promise<number>((resolve) => {
      events.addEventListener('open', () => resolve(1));
      events.addEventListener('error', () => resolve(0));
    });
    events.close();
    return styled + heard;
  }, prey);
}

function popup(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    const opened = window.open(`${origin}/`, 'prey');
    let read = 0;
    const listen = () => (read += 1);
    window.addEventListener('message', listen);
    for (let round = 0; round < 20; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        opened?.postMessage({ json: {} }, '*');
        read += opened?.document.documentElement.outerHTML.includes('script') === true ? 1 : 0;
      } catch {
        // Another origin: nothing to see.
      }
    }
    window.removeEventListener('message', listen);
    return read;
  }, prey);
}

function beacon(page: Page, prey: Prey): Promise<number> {
  return page.evaluate(async ({ origin }) => {
    const json = new Blob(['{"json":{}}'], { type: 'application/json' });
    navigator.sendBeacon(`${origin}/api/rpc/vault/lock`, json);
    navigator.sendBeacon(`${origin}/api/rpc/vault/lock`, '{"json":{}}');
    const link = document.createElement('a');
    Object.assign(link, { href: '#', ping: `${origin}/api/rpc/vault/lock` });
    document.body.append(link);
    link.click();
    // Beacons tell nothing of their fate: a fetch behind them is answered after them.
    await fetch(origin, { mode: 'no-cors' }).catch(() => {});
    return 0;
  }, prey);
}

interface Listening {
  readonly port: number;
  /** Requests and wishes for a WebSocket, the favicon aside. */
  hits(): number;
  close(): Promise<void>;
}

/** A server that answers everybody with the same page, and allows every origin to read it. */
async function listenWith(page: string, port = 0): Promise<Listening> {
  let hits = 0;
  const server: Server = createServer((request, response) => {
    if (request.url !== '/favicon.ico') hits += 1;
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('content-type', 'text/html');
    response.end(page);
  });
  server.on('upgrade', (_request, socket) => {
    hits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hits: () => hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
