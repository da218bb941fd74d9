import { once } from 'node:events';
import { Agent } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import {
  CONNECTION_LIMIT,
  REQUESTS_PER_SECOND,
  startBrowserShell,
} from '#main/shells/browser/browser-shell.ts';
import { LAUNCH_SECRET_LIFE_MS, SESSION_IDLE_LIFE_MS } from '#main/shells/browser/sessions.ts';
import { isAppError } from '#shared/errors.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import type { FakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { apiMatrix } from '../support/gate-matrix.ts';
import { send, sendForStream } from '../support/raw-http.ts';
import { startShell } from '../support/running-shell.ts';
import type { RunningShell } from '../support/running-shell.ts';
import { createStubRouter } from '../support/stub-router.ts';

let clock: FakeClock;
let running: RunningShell;
beforeEach(async () => {
  clock = createFakeClock();
  running = await startShell(clock);
});
afterEach(() => running.shell.close());

const DOCUMENT = {
  'sec-fetch-site': 'none',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

function getPage(rest: Record<string, string> = {}) {
  const headers = { host: `127.0.0.1:${running.port}`, ...DOCUMENT, ...rest };
  return send({ port: running.port, method: 'GET', path: '/', headers });
}

describe('over a real socket', () => {
  it('exactly the one right row of the matrix reaches a procedure', async () => {
    const token = await running.signIn();
    const rows = apiMatrix({ port: running.port, token, privateHost: null });
    expect(rows.length).toBe(3375);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const passed: string[] = [];
    const leaked: string[] = [];
    for (const { label, method, headers } of rows) {
      const body = method === 'GET' ? undefined : '{"json":{}}';
      const reply = await send({
        port: running.port,
        path: '/api/rpc/vault/lock',
        method,
        headers,
        agent,
        ...(body === undefined ? {} : { body }),
      });
      if (reply.status < 400) passed.push(label);
      else if (reply.text !== '') leaked.push(label);
    }
    agent.destroy();
    expect(passed).toEqual(rows.filter((row) => row.mayPass).map((row) => row.label));
    expect(leaked).toEqual([]);
    expect(running.stub.calls).toEqual(['vault.lock']);
    expect(running.gateClosures()).toBe(0);
  });

  it('the headers of every reply are the same strict ones, whatever was asked', async () => {
    const token = await running.signIn();
    const host = `127.0.0.1:${running.port}`;
    const replies = [
      await getPage(),
      await running.call(token, 'vault/lock'),
      await running.call(token, 'targets/list'),
      await running.call(token, 'nothing'),
      await running.call('wrong', 'vault/lock'),
      await running.call(token, 'vault/lock', { body: '{' }),
      await running.call(token, 'vault/lock', { body: ' '.repeat(70_000) }),
      await getPage({ host: 'evil.test' }),
      await send({ port: running.port, path: '/', headers: {} }),
      await getPage({ expect: 'a miracle' }),
      await getPage({ upgrade: 'websocket', connection: 'upgrade' }),
      await getPage({ 'x-long': 'x'.repeat(20_000) }),
      await send({ port: running.port, path: '/', method: 'OPTIONS', headers: { host } }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([
      200, 200, 400, 404, 401, 400, 413, 421, 421, 417, 426, 431, 405,
    ]);
    for (const { headers } of replies) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      );
      const names = Object.keys(headers);
      expect(
        names.filter((name) => /^(access-control-.*|server|set-cookie|x-powered-by)$/.test(name)),
      ).toEqual([]);
    }
  });

  it('the document has a new nonce each time, and the policy names it', async () => {
    const replies = [await getPage(), await getPage()];
    const nonces = replies.map((reply) => /nonce="([^"]+)"/.exec(reply.text)?.[1] ?? '');
    expect(new Set(nonces).size).toBe(2);
    replies.forEach((reply, index) => {
      expect(reply.headers['content-security-policy']).toContain(
        `style-src 'self' 'nonce-${nonces[index]}'`,
      );
    });
  });

  it('HEAD tells the length and sends nothing', async () => {
    const headers = { host: `127.0.0.1:${running.port}`, ...DOCUMENT };
    const reply = await send({ port: running.port, method: 'HEAD', path: '/', headers });
    expect(reply.status).toBe(200);
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(0);
    expect(reply.text).toBe('');
  });

  it('a handshake of a WebSocket with all headers in order gets no socket', async () => {
    const token = await running.signIn();
    const reply = await running.call(token, 'vault/lock', {
      method: 'GET',
      headers: {
        ...running.ownHeaders(token),
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
    });
    expect(reply.status).toBe(426);
    expect(reply.text).toBe('');
  });

  it('listens on 127.0.0.1 alone', async () => {
    const socket = connect({ host: '127.0.0.2', port: running.port });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});

describe('a launch', () => {
  it('trades the secret of the address for a token, once', async () => {
    const secret = running.shell.newLaunchUrl().split('#')[1] ?? '';
    const first = await running.trade(secret);
    const { token } = JSON.parse(first.text) as { token: string };
    expect((await running.call(token, 'vault/lock')).status).toBe(200);
    const replay = await running.trade(secret);
    expect([replay.status, replay.text]).toEqual([401, '']);
  });

  it('comes too late after a minute', async () => {
    const secret = running.shell.newLaunchUrl().split('#')[1] ?? '';
    await clock.advance(LAUNCH_SECRET_LIFE_MS);
    expect((await running.trade(secret)).status).toBe(401);
  });

  it('opens a second window beside the first', async () => {
    const tokens = [await running.signIn(), await running.signIn()];
    const replies = await Promise.all(tokens.map((token) => running.call(token, 'vault/lock')));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
  });

  it.each(['{}', '[]', 'null', '{"secret":1}', '{"secret":{"toString":1}}', '"secret"', '{', ''])(
    'is refused with the body %s',
    async (body) => {
      const headers = running.ownHeaders('-');
      const reply = await send({ port: running.port, path: '/api/session', headers, body });
      expect(reply.status).toBe(400);
    },
  );
});

describe('a session', () => {
  it('is refused after 15 minutes without use, and its stream of events is cut', async () => {
    const token = await running.signIn();
    const stream = await openEvents(token);
    await eventually(() => expect(running.stub.openStreams()).toBe(1));
    const cut = wasCut(stream);
    await clock.advance(SESSION_IDLE_LIFE_MS);
    expect(await cut).toBe(true);
    await eventually(() => expect(running.stub.openStreams()).toBe(0));
    expect((await running.call(token, 'vault/lock')).status).toBe(401);
  });

  it('ends with a lock, streams included', async () => {
    const token = await running.signIn();
    const stream = await openEvents(token);
    const cut = wasCut(stream);
    running.shell.endSessions();
    expect(await cut).toBe(true);
    expect((await running.call(token, 'vault/lock')).status).toBe(401);
  });

  it('hears events as they come', async () => {
    const stream = await openEvents(await running.signIn());
    await eventually(() => expect(running.stub.openStreams()).toBe(1));
    running.stub.emit({ epoch: 'e', revision: 7 });
    expect(await textUntil(stream, '"revision":7')).toContain('event: message');
    stream.destroy();
    await eventually(() => expect(running.stub.openStreams()).toBe(0));
  });
});

describe('ten wrong tokens', () => {
  it('close the gate, and say so once', async () => {
    const token = await running.signIn();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await running.call('guess', 'vault/lock')).status).toBe(401);
      expect((await running.trade('guess')).status).toBe(401);
    }
    await eventually(() => expect(running.gateClosures()).toBe(1));
    await expect(running.call(token, 'vault/lock')).rejects.toThrow('ECONNREFUSED');
    expect(running.stub.calls).toEqual([]);
    expect(running.log.events.at(-1)).toBe('browser-gate-closed');
  });

  it('are not reached by a window that was left open, or by an address opened twice', async () => {
    const token = await running.signIn();
    const secret = running.shell.newLaunchUrl().split('#')[1] ?? '';
    running.shell.endSessions();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect((await running.call(token, 'vault/lock')).status).toBe(401);
      expect((await running.trade(secret)).status).toBe(401);
    }
    expect(running.gateClosures()).toBe(0);
  });

  it('are not reached by a page of another origin, which is refused before its token is looked at', async () => {
    const headers = { ...running.ownHeaders('guess'), origin: 'http://evil.test' };
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect((await running.call('guess', 'vault/lock', { headers })).status).toBe(403);
    }
    expect(running.gateClosures()).toBe(0);
  });
});

describe('the limits', () => {
  it('let 100 requests of a second pass and not the 101st', async () => {
    const token = await running.signIn();
    await clock.advance(1000);
    const statuses: number[] = [];
    for (let count = 0; count <= REQUESTS_PER_SECOND; count += 1) {
      statuses.push((await running.call(token, 'vault/lock')).status);
    }
    expect(statuses.filter((status) => status === 200).length).toBe(REQUESTS_PER_SECOND);
    expect(statuses.at(-1)).toBe(429);
    await clock.advance(1000);
    expect((await running.call(token, 'vault/lock')).status).toBe(200);
  });

  it('do not let a flood from elsewhere use up what the window may ask', async () => {
    const token = await running.signIn();
    for (let count = 0; count < 150; count += 1) {
      await running.call('-', 'vault/lock', { headers: { host: `evil.test:${running.port}` } });
    }
    expect((await running.call(token, 'vault/lock')).status).toBe(200);
  });

  it('take a body of 64 kB and none larger', async () => {
    const token = await running.signIn();
    const padded = (bytes: number) => `{"json":{}}${' '.repeat(bytes - '{"json":{}}'.length)}`;
    const fits = await running.call(token, 'vault/lock', { body: padded(65_536) });
    const tooLarge = await running.call(token, 'vault/lock', { body: padded(65_537) });
    const megabyte = await running.call(token, 'vault/lock', { body: padded(1_048_576) });
    expect([fits.status, tooLarge.status, megabyte.status]).toEqual([200, 413, 413]);
    expect(running.stub.calls).toEqual(['vault.lock']);
  });

  it('take 32 connections and drop the 33rd', async () => {
    const open: Socket[] = [];
    for (let count = 0; count < CONNECTION_LIMIT; count += 1) {
      const socket = connect({ host: '127.0.0.1', port: running.port });
      await once(socket, 'connect');
      open.push(socket);
    }
    // The kernel accepts before Node does: a reply shows that Node holds all of them.
    for (const socket of open) socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1:1\r\n');
    const oneMore = connect({ host: '127.0.0.1', port: running.port });
    oneMore.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${running.port}\r\n\r\n`);
    expect(await textUntilEnd(oneMore)).toBe('');
    open.forEach((socket) => socket.destroy());
    await eventually(async () => expect((await getPage()).status).toBe(200));
  });

  it('cut whoever sends a head byte by byte, or never the body that was announced', async () => {
    const token = await running.signIn();
    const headers = { ...running.ownHeaders(token), 'content-length': '100' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const start = 'POST /api/rpc/vault/lock HTTP/1.1\r\n';
    const slowHead = connect({ host: '127.0.0.1', port: running.port });
    const slowBody = connect({ host: '127.0.0.1', port: running.port });
    slowHead.write(start);
    slowBody.write(`${start}${lines.join('\r\n')}\r\n\r\n{`);
    const drip = setInterval(() => slowHead.writable && slowHead.write('a'), 100);
    const texts = await Promise.all([textUntilEnd(slowHead), textUntilEnd(slowBody)]);
    clearInterval(drip);
    // A byte that comes after the end may take the reply along.
    expect(texts[0]).toMatch(/^$|^HTTP\/1\.1 408 [^]*cache-control: no-store/);
    expect(texts[1]).toMatch(/^HTTP\/1\.1 408 [^]*cache-control: no-store/);
    expect(running.stub.calls).toEqual([]);
    expect((await running.call(token, 'vault/lock')).status).toBe(200);
  });
});

it('says so when the port that was asked for is taken', async () => {
  const start = startBrowserShell({
    loadRouter: createStubRouter().loadRouter,
    page: { has: () => false, load: () => Promise.resolve(new Map()) },
    clock: createSystemClock(),
    port: running.port,
    log: createMemoryLog(),
    onGateClosed: () => {},
  });
  await expect(start).rejects.toSatisfy(
    (error) => isAppError(error, 'serve/port-unavailable') && error.facts.port === running.port,
  );
});

function openEvents(token: string): Promise<IncomingMessage> {
  const headers = running.ownHeaders(token);
  return sendForStream({
    port: running.port,
    path: '/api/rpc/events',
    headers,
    body: '{"json":{}}',
  });
}

function wasCut(stream: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    stream.once('close', () => resolve(!stream.complete));
    stream.once('error', () => {});
    stream.resume();
  });
}

async function textUntil(stream: IncomingMessage, end: string): Promise<string> {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.includes(end)) break;
  }
  return text;
}

function textUntilEnd(socket: Socket): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(text));
  });
}
