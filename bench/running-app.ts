import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createProcessLine } from '#main/delivery/process-line.ts';
import { connectToApp } from '#main/shells/socket/socket-client.ts';
import {
  ENVIRONMENT,
  homeVariables,
  placesOf,
  roleName,
  setUpLatchkey,
  type Practice,
} from './practice-latchkey.ts';

const COMMAND = path.resolve(import.meta.dirname, '../out/main/latchkey.cjs');

/** A way to ask for credentials: what a `credential_process` line starts. */
export interface Asking {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** `latchkey serve` as its users run it, built, in a process of its own. */
export interface RunningApp {
  /** The quickest line that this platform allows. */
  readonly quickest: Asking;
  /** Latchkey's own command. */
  readonly own: Asking;
  /** Ends the session, so that the next who asks finds none. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export async function startApp(home: string, practice: Practice): Promise<RunningApp> {
  await setUpLatchkey(home, practice, 1);
  const places = placesOf(home);
  const environment = { PATH: process.env['PATH'], ...homeVariables(home) };
  const app = spawn(process.execPath, [COMMAND, 'serve', '--no-open'], {
    env: { ...environment, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(app.stdout, 'data');
  const client = await connectToApp(places.socket);
  if (client === null) throw new Error('latchkey serve does not answer: npm run build first.');
  const quickest = await scriptOf(places, environment);
  return {
    quickest,
    own: { file: process.execPath, args: [COMMAND, 'credentials', roleName(0)], environment },
    async forget() {
      await client.targets.stop({ target: roleName(0) });
    },
    async close() {
      const ended = once(app, 'exit');
      app.kill();
      await ended;
    },
  };
}

/** The same script as the quickest, before somebody who only answers. */
export async function startBareResponder(
  home: string,
): Promise<{ readonly asking: Asking; close(): void }> {
  const places = placesOf(home);
  await mkdir(path.dirname(places.socket), { recursive: true, mode: 0o700 });
  const child = fork(path.join(import.meta.dirname, 'bare-socket.ts'), [places.socket], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  const environment = { PATH: process.env['PATH'], ...homeVariables(home) };
  return { asking: await scriptOf(places, environment), close: () => void child.kill() };
}

async function scriptOf(
  places: ReturnType<typeof placesOf>,
  environment: Asking['environment'],
): Promise<Asking> {
  const line = createProcessLine({
    places,
    platform: process.platform,
    ownNode: process.execPath,
    environment: process.env,
    command: COMMAND,
  });
  await line.install();
  return { file: places.quickScript, args: [roleName(0)], environment };
}
