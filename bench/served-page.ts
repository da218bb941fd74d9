import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, rename, symlink } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { connectToApp } from '#main/shells/socket/socket-client.ts';
import { ENVIRONMENT, homeVariables, placesOf } from './practice-latchkey.ts';

export const PROJECT = path.resolve(import.meta.dirname, '..');
/** Nothing of the environment that makes Node slow to start, such as `NODE_EXTRA_CA_CERTS`. */
export const BARE = { PATH: process.env['PATH'] };

/** A `latchkey serve` in a process of its own. */
export interface Serving {
  /** An address that works once. */
  address(): Promise<string>;
  close(): Promise<void>;
}

/** Comes back when it says that it listens. */
export async function serve(
  project: string,
  home: string,
  vault: Readonly<Record<string, string>> = ENVIRONMENT,
): Promise<Serving> {
  const app = spawn(
    process.execPath,
    [path.join(project, 'out/main/latchkey.cjs'), 'serve', '--no-open'],
    {
      env: { ...BARE, ...homeVariables(home), ...vault },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await firstOutput(app);
  return {
    async address() {
      const client = await connectToApp(placesOf(home).socket);
      if (client === null) throw new Error('latchkey serve does not answer.');
      const { url } = await client.openWindow({});
      if (url === null) throw new Error('latchkey serve has no address.');
      return url;
    },
    async close() {
      const ended = once(app, 'exit');
      app.kill();
      await ended;
    },
  };
}

function firstOutput(app: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    app.stdout?.once('data', () => resolve());
    app.once('close', () => reject(new Error('serve has ended: npm run build first.')));
  });
}

/** Latchkey as it is built, but for its page, which is one of `bench/`. */
export async function withPage(name: string, folder: string): Promise<string> {
  await cp(path.join(PROJECT, 'out'), path.join(folder, 'out'), { recursive: true });
  await cp(path.join(PROJECT, 'package.json'), path.join(folder, 'package.json'));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  const page = path.join(import.meta.dirname, `${name}.html`);
  await build({
    root: path.dirname(page),
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [react()],
    build: {
      outDir: path.join(folder, 'out/renderer'),
      emptyOutDir: true,
      rolldownOptions: { input: page },
      modulePreload: { polyfill: false },
    },
  });
  const built = path.join(folder, 'out/renderer');
  await rename(path.join(built, `${name}.html`), path.join(built, 'index.html'));
  return folder;
}
