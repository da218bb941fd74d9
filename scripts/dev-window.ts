/**
 * The built window over the fake main, for working on it: `npx tsx scripts/dev-window.ts [STATE] [PORT]`.
 * STATE: showcase (default), keys, first-run, crowd, locked, practice. Builds the page first unless NO_BUILD is set.
 */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { createFakeMain, type FakeMainState } from '../test/fakes/fake-main.ts';
import { crowd, firstRun, keysShowcase, showcase } from '../test/fakes/showcase.ts';
import { serveWindow } from '../test/fakes/window-server.ts';

const root = path.join(import.meta.dirname, '..');

/** Where the built page is; a folder of its own, so that others' builds are left alone. */
export const WINDOW_FOLDER = process.env['RENDERER_OUT'] ?? path.join(root, 'out/renderer');

const STATES: Readonly<Record<string, () => FakeMainState>> = {
  showcase: () => showcase(Date.now()),
  keys: () => keysShowcase(Date.now()),
  'first-run': firstRun,
  crowd: () => crowd(Date.now(), 2000, 5),
  locked: () => ({
    ...showcase(Date.now()),
    vault: { kind: 'file', state: 'locked', failure: null },
    passphrase: 'correct horse battery',
  }),
  practice: () => ({
    ...showcase(Date.now()),
    app: { practice: true },
    vault: { kind: 'file', state: 'unlocked', failure: null },
  }),
};

export async function buildWindow(): Promise<void> {
  await build({
    configFile: false,
    root: path.join(root, 'src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: WINDOW_FOLDER,
      emptyOutDir: true,
      target: 'es2022',
      cssTarget: ['chrome125', 'firefox128', 'safari17.5'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const [, , name = 'showcase', port = '0'] = process.argv;
  const state = STATES[name] ?? STATES['showcase'];
  if (process.env['NO_BUILD'] === undefined) await buildWindow();
  if (state !== undefined) {
    const { url } = await serveWindow(createFakeMain(state()), WINDOW_FOLDER, Number(port));
    console.log(url);
  }
}
