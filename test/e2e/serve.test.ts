import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#test/fixtures/eventually.ts';
import { COMMAND, endOf, firstLine, IS_WINDOW_BUILT } from './command.ts';

let home = '';
let running: ChildProcess[] = [];

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-serve-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((child) => stop(child, 'SIGKILL')));
  await rm(home, { recursive: true, force: true });
});

describe.skipIf(!IS_WINDOW_BUILT)(
  'browser mode as a program (skipped where the window is not built)',
  () => {
    it('says in one line where it is; a second start opens another window of the same one', async () => {
      const first = start({}, 'serve', '--no-open');
      const url = addressIn(await firstLine(first));
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);

      const second = await endOf(start({}, 'serve', '--no-open'));
      expect(second.code).toBe(0);
      expect(new URL(addressIn(second.out)).origin).toBe(new URL(url).origin);
      expect(addressIn(second.out)).not.toBe(url);
      expect(await stop(first, 'SIGINT')).toBe(0);
    });

    it.skipIf(process.platform === 'win32')(
      'says why it cannot be reached by the command, and ends',
      async () => {
        await mkdir(path.join(home, 'elsewhere'));
        await mkdir(path.join(home, 'latchkey'));
        await symlink(path.join(home, 'elsewhere'), path.join(home, 'latchkey', 'run'));
        const { code, out, err } = await endOf(start({}, 'serve', '--no-open'));
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(path.join(home, 'latchkey', 'run'));
      },
    );

    it('a locked vault leaves windows nothing but the way to unlock it', async () => {
      const file = { LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: 'only for this test' };
      const url = new URL(addressIn(await firstLine(start(file, 'serve', '--no-open'))));
      const traded = await post(url, '/api/session', { secret: url.hash.slice(1) });
      const { token } = JSON.parse(traded.body) as { token: string };

      const call = async (procedure: string) =>
        (await post(url, `/api/rpc/${procedure}`, { json: {} }, token)).status;
      expect(await call('targets/list')).toBe(200);
      expect(await call('vault/lock')).toBe(200);
      expect(await call('snapshot')).toBe(200);
      expect(await call('targets/list')).toBe(400);
    });
  },
);

describe.skipIf(!IS_WINDOW_BUILT)(
  'latchkey practice (skipped where the window is not built)',
  () => {
    it('works in a throw-away home, touches nothing of the user, and leaves nothing', async () => {
      await mkdir(path.join(home, '.aws'));
      await writeFile(path.join(home, '.aws', 'credentials'), '[mine]\n', { mode: 0o600 });
      const practice = start({}, 'practice', '--no-open', '--json');
      const { variables, latchkey } = JSON.parse(await firstLine(practice)) as {
        readonly variables: Record<'LATCHKEY_HOME' | 'AWS_SHARED_CREDENTIALS_FILE', string>;
        readonly latchkey: string;
      };
      expect(latchkey).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

      // A second terminal: the running one has the vault open, so no passphrase is needed.
      const switched = await endOf(start(variables, 'switch', 'acme-data-analyst'));
      expect(switched.out).toContain('acme-data-analyst runs: 444455556666 / Analyst');
      expect(await readFile(variables.AWS_SHARED_CREDENTIALS_FILE, 'utf8')).toContain(
        '[acme-data-analyst]',
      );
      expect(variables.LATCHKEY_HOME.startsWith(home)).toBe(false);

      expect(await stop(practice, 'SIGTERM')).toBe(0);
      expect(existsSync(path.dirname(variables.LATCHKEY_HOME))).toBe(false);
      expect(await readFile(path.join(home, '.aws', 'credentials'), 'utf8')).toBe('[mine]\n');
      expect(existsSync(path.join(home, 'latchkey'))).toBe(false);
    });

    it('leaves nothing either when it is stopped while it starts', async () => {
      const temporary = path.join(home, 'tmp');
      await mkdir(temporary);
      const practice = start({ TMPDIR: temporary }, 'practice', '--no-open');
      await eventually(async () => expect(await readdir(temporary)).not.toEqual([]));
      expect(await stop(practice, 'SIGINT')).toBe(0);
      expect(await readdir(temporary)).toEqual([]);
    });

    it('does not start in a folder that holds something', async () => {
      await writeFile(path.join(home, 'thesis.txt'), 'mine');
      const { code, err } = await endOf(start({}, 'practice', '--no-open', '--home', home));
      expect({ code, err }).toEqual({
        code: 2,
        err: `latchkey: --home cannot be used. ${home} is not empty, and the practice account starts from nothing. Correct it and try again.\n`,
      });
      expect(await readFile(path.join(home, 'thesis.txt'), 'utf8')).toBe('mine');
    });
  },
);

function start(
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
): ChildProcess {
  const child = spawn(process.execPath, [...COMMAND, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      LATCHKEY_HOME: path.join(home, 'latchkey'),
      // No test asks the keychain of the machine it runs on.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.kill(signal);
  return ended;
}

function addressIn(text: string): string {
  return /http:\/\/127\.0\.0\.1:\d+\/#[\w-]+/.exec(text)?.[0] ?? `no address in: ${text}`;
}

/** As the page of that origin would; fetch does not let Node say where a request comes from. */
function post(
  { origin, port }: URL,
  address: string,
  body: object,
  token?: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers = {
    origin,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: address, method: 'POST', headers },
      (reply) => {
        let text = '';
        reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
        reply.once('end', () => resolve({ status: reply.statusCode ?? 0, body: text }));
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}
