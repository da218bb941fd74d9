import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askQuickly, nameToAskFor } from '#main/cli/quick-credentials.ts';
import { findPlaces } from '#main/platform/home.ts';
import { startSocketShell } from '#main/shells/socket/socket-shell.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { createStubRouter, SECRET_OF_CREDENTIALS } from '../shells/support/stub-router.ts';

describe('the command line that goes the quick way', () => {
  it.each([
    [['credentials', 'dev'], 'dev'],
    [['credentials', 'a/b:c@d+e.f%'], 'a/b:c@d+e.f%'],
    [['credentials'], null],
    [['credentials', ''], null],
    [['credentials', '-h'], null],
    [['credentials', '--help'], null],
    [['credentials', 'a b'], null],
    [['credentials', 'é'], null],
    [['credentials', 'dev', '--passphrase-stdin'], null],
    [['credentials', '--passphrase-stdin', 'dev'], null],
    [['credentials', 'dev', 'more'], null],
    [['--', 'credentials', 'dev'], null],
    [['credential', 'dev'], null],
    [[], null],
  ])('%j: %s', (args, name) => {
    expect(nameToAskFor(args)).toBe(name);
  });
});

describe.skipIf(process.platform === 'win32')('asking the running Latchkey quickly', () => {
  let folder: string;
  let environment: Record<string, string>;
  let close: () => Promise<unknown>;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-quick-'));
    environment = { HOME: folder, LATCHKEY_HOME: path.join(folder, 'own') };
    close = async () => {};
  });
  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  const socketPath = () => findPlaces(environment).socket;

  async function start(): Promise<void> {
    const stub = createStubRouter();
    const parts = { ...stub, clock: createFakeClock(), log: createMemoryLog() };
    const shell = await startSocketShell({ ...parts, socketPath: socketPath() });
    close = () => shell?.close() ?? Promise.resolve();
  }

  /** Somebody at the socket who says what he likes. */
  async function answerWith(say: (socket: Socket) => void): Promise<void> {
    await start();
    await close();
    const sockets: Socket[] = [];
    const server: Server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.once('data', () => say(socket));
    });
    await new Promise<void>((resolve) => server.listen(socketPath(), resolve));
    close = () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      });
  }

  it('gets the JSON for the tool', async () => {
    await start();
    const reply = await askQuickly('a%b', environment);
    expect(reply?.isCredentials).toBe(true);
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ SecretAccessKey: SECRET_OF_CREDENTIALS });
  });

  it('gets a refusal with its facts', async () => {
    await start();
    const reply = await askQuickly('needs-a-person', environment);
    expect(reply?.isCredentials).toBe(false);
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ code: 'mfa/code-needed' });
  });

  it('takes an answer that comes in parts, and does not wait for the end of the connection', async () => {
    const [head, body] = ['HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n', '{"Version":1}\n'];
    await answerWith((socket) => {
      socket.write(head + body.slice(0, 5));
      setImmediate(() => socket.write(body.slice(5)));
    });
    expect(await askQuickly('dev', environment)).toEqual({ isCredentials: true, body });
  });

  it('leaves it to the whole command where nobody answers', async () => {
    expect(await askQuickly('dev', environment)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['what is no HTTP', 'hello\n'],
    ['a gate that says nothing', 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'],
    ['half of a reply', 'HTTP/1.1 200 OK\r\ncontent-length: 300\r\n\r\n{"Version":1,'],
    ['a reply that is not counted', 'HTTP/1.1 200 OK\r\n\r\n{"Version":1}\n'],
  ])('leaves it to the whole command where the answer is %s', async (_, text) => {
    await answerWith((socket) => socket.end(text));
    expect(await askQuickly('dev', environment)).toBeNull();
  });

  it.skipIf(process.getuid?.() !== 0)(
    'asks nobody at a socket of another user (needs root)',
    async () => {
      await start();
      await chown(socketPath(), 65_534, 65_534);
      expect(await askQuickly('dev', environment)).toBeNull();
    },
  );
});
