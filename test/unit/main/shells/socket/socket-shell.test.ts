import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { connectToApp } from '#main/shells/socket/socket-client.ts';
import { startSocketShell } from '#main/shells/socket/socket-shell.ts';
import type { SocketShell } from '#main/shells/socket/socket-shell.ts';
import type { Changed } from '#shared/contract/events.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { send } from '../support/raw-http.ts';
import { createStubRouter, SECRET_OF_CREDENTIALS } from '../support/stub-router.ts';
import type { StubRouter } from '../support/stub-router.ts';

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

let folder: string;
let socketPath: string;
let stub: StubRouter;
let shells: SocketShell[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-socket-'));
  socketPath = path.join(folder, 'run', 'latchkey.sock');
  stub = createStubRouter();
  shells = [];
});
afterEach(async () => {
  await Promise.all(shells.map((shell) => shell.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<SocketShell | null> {
  const shell = await startSocketShell({
    loadRouter: stub.loadRouter,
    credentialProcess: stub.credentialProcess,
    socketPath,
    clock: createSystemClock(),
    log: createMemoryLog(),
  });
  if (shell !== null) shells.push(shell);
  return shell;
}

async function client() {
  const found = await connectToApp(socketPath);
  if (found === null) throw new Error('nobody answers');
  return found;
}

const OWN = { host: 'latchkey', 'content-type': 'application/json' };

function post(headers: Record<string, string>, rest: { path?: string; method?: string } = {}) {
  return send({ socketPath, path: '/rpc/vault/lock', headers, body: '{"json":{}}', ...rest });
}

async function modeOf(filePath: string): Promise<number> {
  return (await lstat(filePath)).mode & 0o777;
}

describe.skipIf(isWindows)('the local socket', () => {
  it('is for its user alone: 0600 in a folder of 0700', async () => {
    await start();
    expect(await modeOf(path.dirname(socketPath))).toBe(0o700);
    expect(await modeOf(socketPath)).toBe(0o600);
  });

  it('closes a folder that stood open to others', async () => {
    await mkdir(path.dirname(socketPath), { recursive: true });
    await chmod(path.dirname(socketPath), 0o777);
    await start();
    expect(await modeOf(path.dirname(socketPath))).toBe(0o700);
  });

  it('is not put where a link leads elsewhere', async () => {
    await mkdir(path.join(folder, 'elsewhere'));
    await symlink(path.join(folder, 'elsewhere'), path.dirname(socketPath));
    await expect(start()).rejects.toMatchObject({ code: 'files/not-regular' });
    expect(await readdir(path.join(folder, 'elsewhere'))).toEqual([]);
  });

  it('leaves nothing behind when it closes', async () => {
    await (await start())?.close();
    expect(await readdir(path.dirname(socketPath))).toEqual([]);
    expect(await connectToApp(socketPath)).toBeNull();
  });

  it('is left to the Latchkey that answers there already', async () => {
    await start();
    expect(await start()).toBeNull();
    await (await client()).vault.lock({});
    expect(stub.calls).toEqual(['vault.lock']);
  });

  it('goes to exactly one of four that start at once', async () => {
    const started = await Promise.all([start(), start(), start(), start()]);
    expect(started.filter((shell) => shell !== null)).toHaveLength(1);
    await (await client()).vault.lock({});
  });

  it('is taken over from a process that died', async () => {
    await leaveStaleSocket();
    expect(await connectToApp(socketPath)).toBeNull();
    expect(await start()).not.toBeNull();
    await (await client()).vault.lock({});
  });

  it.skipIf(process.platform !== 'linux')(
    'stays with a Latchkey that is too busy to take one more call',
    async () => {
      const other = await startBusy();
      try {
        expect(await start()).toBeNull();
      } finally {
        other.kill('SIGKILL');
      }
    },
  );

  it.skipIf(!isRoot)(
    'is refused where another user made the folder or the socket (needs root)',
    async () => {
      await mkdir(path.dirname(socketPath), { recursive: true });
      await chown(path.dirname(socketPath), 65_534, 65_534);
      await expect(start()).rejects.toMatchObject({ code: 'files/foreign-owner' });
      await chown(path.dirname(socketPath), 0, 0);
      await start();
      await chown(socketPath, 65_534, 65_534);
      await expect(connectToApp(socketPath)).rejects.toMatchObject({
        code: 'files/foreign-owner',
        facts: { path: socketPath, owner: 'user 65534' },
      });
    },
  );

  /** A process that listens and does not get to answering, with callers waiting up to its limit. */
  async function startBusy(): Promise<ChildProcess> {
    await mkdir(path.dirname(socketPath), { recursive: true, mode: 0o700 });
    const script = `require('net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => console.log('listens'))`;
    const busy = spawn(process.execPath, ['-e', script, socketPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(busy.stdout, 'data');
    busy.kill('SIGSTOP');
    for (let isFull = false; !isFull;) isFull = !(await knock());
    return busy;
  }

  function knock(): Promise<boolean> {
    return new Promise((resolve) => {
      const caller = connect(socketPath);
      caller.once('connect', () => resolve(true));
      caller.once('error', () => resolve(false));
      caller.unref();
    });
  }

  async function leaveStaleSocket(): Promise<void> {
    // A socket whose process is gone: bound, moved aside so that closing cannot take it away, and put back.
    const server = createServer();
    await mkdir(path.dirname(socketPath), { recursive: true, mode: 0o700 });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    await rename(socketPath, `${socketPath}.aside`);
    await new Promise((resolve) => server.close(resolve));
    await rename(`${socketPath}.aside`, socketPath);
  }
});

describe.skipIf(isWindows)('a request on the socket', () => {
  beforeEach(start);

  it('passes as our own client sends it', async () => {
    expect((await post(OWN)).status).toBe(200);
  });

  it.each([
    ['origin', 'http://127.0.0.1:1'],
    ['origin', 'null'],
    ['referer', 'http://evil.test/'],
    ['cookie', 'a=b'],
    ['sec-fetch-site', 'none'],
    ['sec-fetch-site', 'same-origin'],
    ['sec-fetch-dest', 'empty'],
    ['sec-ch-ua', '"Chromium"'],
    ['access-control-request-method', 'POST'],
  ])('is refused with %s: %s, which only a browser sends', async (name, value) => {
    expect((await post({ ...OWN, [name]: value })).status).toBe(403);
    expect(stub.calls).toEqual([]);
  });

  it.each(['127.0.0.1:8080', 'localhost', 'latchkey:80', 'evil.test'])(
    'is refused with the host %s, as a socket forwarded to a port would bring',
    async (host) => {
      expect((await post({ ...OWN, host })).status).toBe(421);
      expect(stub.calls).toEqual([]);
    },
  );

  it('is refused without a host, with another method, type or path', async () => {
    const { host: _host, ...withoutHost } = OWN;
    const replies = [
      await post(withoutHost),
      await post(OWN, { method: 'PUT' }),
      await post({ ...OWN, 'content-type': 'text/plain' }),
      await post(OWN, { path: '/rpc/vault/lock?x' }),
      await post(OWN, { path: '/rpc/__proto__' }),
      await post({ ...OWN, upgrade: 'websocket', connection: 'upgrade' }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([421, 405, 415, 404, 404, 426]);
    expect(stub.calls).toEqual([]);
  });
});

describe.skipIf(isWindows)('the client of the running app', () => {
  it('finds nobody where there is no socket, or something else in its place', async () => {
    expect(await connectToApp(socketPath)).toBeNull();
    await mkdir(path.dirname(socketPath), { recursive: true });
    await writeFile(socketPath, '');
    expect(await connectToApp(socketPath)).toBeNull();
  });

  it('gets replies, of both contracts', async () => {
    await start();
    const app = await client();
    expect(await app.vault.lock({})).toEqual({ kind: 'file', state: 'locked', failure: null });
    expect(await app.credentials({ name: 'prod' })).toMatchObject({
      secretAccessKey: SECRET_OF_CREDENTIALS,
    });
    expect(await app.credentials({ name: 'needs-a-person' })).toMatchObject({ kind: 'mfa-needed' });
  });

  it('throws what main threw', async () => {
    await start();
    await expect((await client()).targets.list({})).rejects.toMatchObject({
      name: 'AppError',
      code: 'vault/locked',
      facts: { backend: 'file' },
    });
  });

  it('throws input/invalid with the field', async () => {
    await start();
    await expect((await client()).roles.remove({ name: 'a b' })).rejects.toMatchObject({
      code: 'input/invalid',
      facts: { field: 'name' },
    });
  });

  it('hears events until it stops listening', async () => {
    await start();
    const events = await (await client()).events({});
    await eventually(() => expect(stub.openStreams()).toBe(1));
    const heard: Changed[] = [];
    stub.emit({ epoch: 'é', revision: 1 });
    stub.emit({ epoch: 'é', revision: 2 });
    for await (const event of events) {
      heard.push(event);
      if (heard.length === 2) break;
    }
    expect(heard).toEqual([
      { epoch: 'é', revision: 1 },
      { epoch: 'é', revision: 2 },
    ]);
    await eventually(() => expect(stub.openStreams()).toBe(0));
  });

  it('says that the app does not answer when it goes away during a call', async () => {
    const shell = await start();
    const app = await client();
    const events = await app.events({});
    await eventually(() => expect(stub.openStreams()).toBe(1));
    const next = events.next();
    await shell?.close();
    await expect(next).rejects.toMatchObject({ code: 'app/unreachable' });
    await expect(app.vault.lock({})).rejects.toMatchObject({ code: 'app/unreachable' });
  });

  it('is one of two hundred at once, and all are answered', async () => {
    await start();
    const app = await client();
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => app.credentials({ name: 'prod' })),
    );
    expect(replies.every((reply) => reply.kind === 'credentials')).toBe(true);
  });
});
