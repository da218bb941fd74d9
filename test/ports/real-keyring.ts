import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SecretStore } from '#main/secrets/secret-store.ts';
import { AppError, type ErrorCode, type ErrorFacts } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { HostReply, HostRequest } from './keyring-host.ts';

/** Why there is no real keyring to test with; null when there is one. */
export const keyringMissing: string | null = findMissing();

export type KeyringMode =
  | 'unlocked'
  | 'locked'
  /** The service runs and has no keyring at all. */
  | 'no-keyring'
  /** A D-Bus session without a secret service. */
  | 'no-service'
  | 'no-session';

export interface RealKeyring {
  /** The keychain-store in the session; every call crosses to its process. */
  readonly store: SecretStore;
  ask(call: HostRequest['call']): Promise<unknown>;
  close(): Promise<void>;
}

/** A home for keyrings, away from the user's own. */
export async function createKeyringHome(): Promise<{
  readonly folder: string;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-keyring-'));
  for (const name of ['data', 'config', 'cache', 'run'])
    await mkdir(path.join(folder, name), { mode: 0o700 });
  // Like the system's session bus, but it starts no service by itself: neither a second keyring nor a prompt.
  await writeFile(
    path.join(folder, 'bus.conf'),
    BUS_CONFIG.replace('FOLDER', path.join(folder, 'run')),
  );
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function startKeyring(folder: string, mode: KeyringMode): Promise<RealKeyring> {
  const host = path.join(import.meta.dirname, 'keyring-host.ts');
  const daemon = mode === 'no-service' || mode === 'no-session' ? 'none' : mode;
  const node = [
    process.execPath,
    '--import',
    'tsx',
    host,
    daemon,
    'the password of the test keyring',
  ];
  const command =
    mode === 'no-session'
      ? node
      : ['dbus-run-session', `--config-file=${folder}/bus.conf`, '--', ...node];
  const child = spawn(command[0]!, command.slice(1), {
    env: environmentOf(folder),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true, // a group of its own, so that all of it can be ended
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, (reply: HostReply) => void>();
  const ready = new Promise<void>((resolve, reject) => {
    void exited.then(() => reject(new Error(`the keyring host (${mode}) ended`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as 'ready' | [number, HostReply];
      if (message === 'ready') resolve();
      else waiting.get(message[0])?.(message[1]);
    });
  });
  await ready;
  let count = 0;
  const send = async (request: HostRequest): Promise<unknown> => {
    const number = (count += 1);
    const reply = await new Promise<HostReply>((resolve, reject) => {
      waiting.set(number, resolve);
      void exited.then(() => reject(new Error('the keyring host ended')));
      child.stdin.write(`${JSON.stringify([number, request])}\n`);
    });
    if ('code' in reply)
      throw new AppError(reply.code as ErrorCode, reply.facts as ErrorFacts[ErrorCode]);
    return reply.value;
  };
  return {
    store: {
      kind: 'keychain',
      async get(id) {
        const text = (await send({ call: 'get', id })) as string | null;
        return text === null ? null : secretOf(text);
      },
      async put(id, secret) {
        await send({ call: 'put', id, text: secret.reveal() });
      },
      delete: async (id) => (await send({ call: 'delete', id })) as boolean,
    },
    ask: (call) => send({ call }),
    async close() {
      child.stdin.end();
      const timer = setTimeout(() => killGroup(child.pid), 5_000);
      await exited;
      clearTimeout(timer);
      killGroup(child.pid);
    },
  };
}

const BUS_CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

function environmentOf(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    XDG_RUNTIME_DIR: path.join(folder, 'run'),
    LC_ALL: 'C',
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
}

function findMissing(): string | null {
  if (process.platform !== 'linux') return 'gnome-keyring is for Linux';
  for (const command of ['dbus-run-session', 'gnome-keyring-daemon']) {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    } catch {
      return `${command} is not installed`;
    }
  }
  return null;
}
