import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import {
  SECRET,
  SESSION_TOKEN,
  startContainer,
  type OpenDoor,
} from '../support/running-container.ts';

/** What of a request is not as it should be. */
interface Wrong {
  readonly method?: string;
  readonly path?: string;
  readonly version?: string;
  readonly host?: string | null;
  readonly token?: string | null;
  readonly more?: string;
  readonly body?: string;
}

type Row = readonly [
  label: string,
  status: number,
  wrong: (dev: OpenDoor, prod: OpenDoor) => Wrong,
];

/** B6 of security.md: each is right but for one thing. */
const REFUSALS: readonly Row[] = [
  ['no token', 401, () => ({ token: null })],
  ['an empty token', 401, () => ({ token: '' })],
  ['a token of the right form', 401, () => ({ token: randomBytes(32).toString('base64url') })],
  ['the token of another target', 401, (_, prod) => ({ token: prod.token })],
  ["another target's path with this token", 401, (_, prod) => ({ path: prod.path })],
  ['a token without its last character', 401, ({ token }) => ({ token: token.slice(0, -1) })],
  ['a token with one more character', 401, ({ token }) => ({ token: `${token}A` })],
  ['a token in capitals', 401, ({ token }) => ({ token: token.toUpperCase() })],
  ['a token twice in one header', 401, ({ token }) => ({ token: `${token}, ${token}` })],
  ['the header twice', 401, ({ token }) => ({ more: `Authorization: ${token}` })],
  ['Bearer before the token', 401, ({ token }) => ({ token: `Bearer ${token}` })],
  ['the token in quotes', 401, ({ token }) => ({ token: `"${token}"` })],
  ['a token with a line folded into it', 400, ({ token }) => ({ token: `${token}\r\n continued` })],
  ['a token with a lone line feed', 400, ({ token }) => ({ token: `${token}\n` })],
  ['a token with a NUL', 400, ({ token }) => ({ token: `${token}\0` })],
  ['a token of 10 kB', 401, () => ({ token: 'A'.repeat(10_000) })],
  ['the token in a cookie', 403, ({ token }) => ({ token: null, more: `Cookie: t=${token}` })],
  [
    'the token in the address',
    404,
    ({ token, path }) => ({ token: null, path: `${path}?token=${token}` }),
  ],

  ['no Host', 421, () => ({ host: null })],
  ['two Hosts', 421, ({ host }) => ({ more: `Host: ${host}` })],
  ['a Host that was rebound', 421, ({ port }) => ({ host: `evil.test:${port}` })],
  ['localhost as the Host', 421, ({ port }) => ({ host: `localhost:${port}` })],
  ['another loopback address', 421, ({ port }) => ({ host: `127.0.0.2:${port}` })],
  ['the Host without its port', 421, () => ({ host: '127.0.0.1' })],
  ['the Host with another port', 421, ({ port }) => ({ host: `127.0.0.1:${port + 1}` })],
  ['the Host with a dot at its end', 421, ({ port }) => ({ host: `127.0.0.1.:${port}` })],

  ['an Origin', 403, ({ host }) => ({ more: `Origin: http://${host}` })],
  ['an Origin of null', 403, () => ({ more: 'Origin: null' })],
  ['a Referer', 403, ({ host }) => ({ more: `Referer: http://${host}/` })],
  ['Sec-Fetch-Site: none', 403, () => ({ more: 'Sec-Fetch-Site: none' })],
  ['Sec-Fetch-Mode', 403, () => ({ more: 'Sec-Fetch-Mode: no-cors' })],
  ['a preflight', 403, () => ({ method: 'OPTIONS', more: 'Access-Control-Request-Method: GET' })],
  ['a proxy on the way', 403, () => ({ more: 'X-Forwarded-For: 10.0.0.1' })],

  ['POST', 405, () => ({ method: 'POST' })],
  ['PUT', 405, () => ({ method: 'PUT' })],
  ['HEAD', 405, () => ({ method: 'HEAD' })],
  ['TRACE', 405, () => ({ method: 'TRACE' })],
  ['a method that there is not', 400, () => ({ method: 'GIVE' })],
  ['a body', 413, () => ({ more: 'Content-Length: 2', body: '{}' })],
  ['a chunked body', 413, () => ({ more: 'Transfer-Encoding: chunked', body: '0\r\n\r\n' })],
  ['HTTP/1.0', 505, () => ({ version: 'HTTP/1.0' })],
  ['an upgrade', 426, () => ({ more: 'Connection: upgrade\r\nUpgrade: websocket' })],
  ['Expect: 100-continue', 417, () => ({ more: 'Expect: 100-continue' })],
  ['headers of 20 kB', 431, () => ({ more: `X-Long: ${'a'.repeat(20_000)}` })],

  ['the root', 404, () => ({ path: '/' })],
  ['the folder of the path', 404, () => ({ path: '/credentials/' })],
  ['a slash at its end', 404, ({ path }) => ({ path: `${path}/` })],
  ['two slashes', 404, ({ path }) => ({ path: `/${path}` })],
  ['a way round', 404, ({ path }) => ({ path: `/credentials/..${path}` })],
  ['a way out', 404, () => ({ path: '/credentials/../../etc/passwd' })],
  ['the same in %2e%2e', 404, ({ path }) => ({ path: `/credentials/%2e%2e${path}` })],
  ['a %-encoded letter', 404, ({ path }) => ({ path: path.replace('c', '%63') })],
  ['a question mark', 404, ({ path }) => ({ path: `${path}?` })],
  ['a fragment', 404, ({ path }) => ({ path: `${path}#x` })],
  ['a backslash', 400, ({ path }) => ({ path: path.replaceAll('/', '\\') })],
  ['an absolute address', 404, ({ url }) => ({ path: url })],
  ['an asterisk', 404, () => ({ path: '*' })],
];

describe('the container endpoint refuses', () => {
  it.each(REFUSALS)('%s: %i', async (_, status, wrong) => {
    const { open, asked } = await startContainer();
    const [dev, prod] = [await open('dev'), await open('prod')];
    const reply = await exchange(dev, requestOf(dev, wrong(dev, prod)));
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(asked).toEqual([]);
    for (const secret of [SECRET, SESSION_TOKEN, dev.token, prod.token, 'ASIA'])
      expect(reply).not.toContain(secret);
    expect(reply.toLowerCase()).not.toContain('access-control-');
    // The same request with nothing wrong in it goes through.
    const good = await exchange(dev, requestOf(dev, { more: 'Connection: close' }));
    expect(good).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('says why in JSON, in words for the person who reads it', async () => {
    const { open } = await startContainer();
    const dev = await open('dev');
    const reply = await exchange(dev, requestOf(dev, { token: 'old' }));
    expect(JSON.parse(reply.slice(reply.indexOf('\r\n\r\n')))).toEqual({
      Code: 'container/token-refused',
      Message:
        'Latchkey does not know this token. Its target was stopped, or Latchkey was started anew. Run latchkey container again in this shell, and what it prints.',
    });
  });

  it('says nothing to a page, not even who listens', async () => {
    const { open } = await startContainer();
    const dev = await open('dev');
    const reply = await exchange(dev, requestOf(dev, { host: `evil.test:${dev.port}` }));
    expect(reply.slice(reply.indexOf('\r\n\r\n')).trim()).toBe('');
    expect(reply.toLowerCase()).not.toContain('latchkey');
  });

  it('each of several requests in one packet by itself', async () => {
    const { open, asked } = await startContainer();
    const [dev, prod] = [await open('dev'), await open('prod')];
    const wrong = requestOf(dev, { token: prod.token });
    const reply = await exchange(dev, requestOf(dev, {}) + wrong + requestOf(dev, {}));
    // After the wrong one the connection is closed.
    expect(reply.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(asked[0]).toBe('dev');
  });

  it('what is no HTTP at all', async () => {
    const { open } = await startContainer();
    const dev = await open('dev');
    const hello = Buffer.from('16030100c8010000c40303', 'hex').toString('latin1');
    expect(await exchange(dev, hello)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('who says half a request and no more, and serves the others meanwhile', async () => {
    const { open } = await startContainer(createSystemClock());
    const dev = await open('dev');
    const slow = await openSocket(dev);
    const over = textOf(slow);
    slow.write(`GET ${dev.path} HTTP/1.1\r\nHost: ${dev.host}\r\nAuthorization: `);
    const good = await exchange(dev, requestOf(dev, { more: 'Connection: close' }));
    expect(good).toMatch(/^HTTP\/1\.1 200 /);
    expect(await over).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('nobody because of those who hold every connection and say nothing', async () => {
    const { open } = await startContainer();
    const dev = await open('dev');
    const own = await openSocket(dev);
    own.write(requestOf(dev, {}));
    await once(own, 'data');
    const silent = await Promise.all(Array.from({ length: 300 }, () => openSocket(dev)));
    for (let round = 0; round < 3; round += 1) {
      const good = await exchange(dev, requestOf(dev, { more: 'Connection: close' }));
      expect(good).toMatch(/^HTTP\/1\.1 200 /);
    }
    // Those that waited longest gave way, and the one that was served did not.
    await eventually(() =>
      expect(silent.filter((socket) => socket.closed).length).toBeGreaterThan(43),
    );
    expect(own.closed).toBe(false);
    for (const socket of [...silent, own]) socket.destroy();
  });
});

function requestOf(dev: OpenDoor, wrong: Wrong): string {
  const { method = 'GET', path = dev.path, version = 'HTTP/1.1', body = '', more } = wrong;
  const host = wrong.host === undefined ? dev.host : wrong.host;
  const token = wrong.token === undefined ? dev.token : wrong.token;
  const lines = [
    `${method} ${path} ${version}`,
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(token === null ? [] : [`Authorization: ${token}`]),
    ...(more === undefined ? [] : [more]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Everything that comes back until the server closes. */
async function exchange(door: OpenDoor, text: string): Promise<string> {
  const socket = await openSocket(door);
  const reply = textOf(socket);
  socket.write(Buffer.from(text, 'latin1'));
  return reply;
}

async function openSocket({ port }: OpenDoor): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}
