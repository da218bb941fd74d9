import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeServer, createLimitedServer, listen } from '#main/shells/limited-server.ts';
import { refuse, refuseSocket } from '#main/shells/plain-reply.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { send } from './support/raw-http.ts';

const ASKERS = 60;

let server: Server;
let port: number;
let upgrades: number;
let uncaught: string[];
const noteUncaught = (error: Error) => void uncaught.push(error.message);

beforeEach(async () => {
  upgrades = 0;
  uncaught = [];
  // Vitest's own listener would fail the run, and not say which test it was.
  process.prependListener('uncaughtException', noteUncaught);
  server = createLimitedServer({
    connectionLimit: ASKERS,
    onRequest: (_request, response) => refuse(response, 404, true),
    onUpgrade: (_request, socket) => {
      upgrades += 1;
      refuseSocket(socket, 426);
    },
  });
  await listen(server, { host: '127.0.0.1', port: 0 });
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  process.off('uncaughtException', noteUncaught);
  await closeServer(server);
});

it('goes on when who asked for another protocol hangs up on the answer', async () => {
  for (let asked = 0; asked < ASKERS; asked += 1) await askAndHangUp();
  expect((await send({ port, path: '/', headers: { host: 'any' } })).status).toBe(404);
  expect(upgrades).toBeGreaterThan(0);
  expect(uncaught).toEqual([]);
});

it('does not wait for who got a refused upgrade and stays', async () => {
  const socket = await ask({ allowHalfOpen: true });
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(reply.toString()).toMatch(/^HTTP\/1\.1 426 /);
  await eventually(async () => expect(await connectionsOf(server)).toBe(0));
  socket.destroy();
});

/** Any page can do that: open a WebSocket to us, and leave. */
async function askAndHangUp(): Promise<void> {
  const socket = await ask();
  const closed = once(socket, 'close');
  setImmediate(() => socket.resetAndDestroy());
  await closed;
}

async function ask(options: { allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', ...options });
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: any\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n');
  return socket;
}

function connectionsOf(open: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    open.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
