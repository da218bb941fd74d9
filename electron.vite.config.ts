import { chmod } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type InlineConfig } from 'vite';

const root = import.meta.dirname;

/**
 * V8 keeps the text of what runs, at twice the size where one letter is not of Latin-1 (G8). Names stay, for
 * the log.
 */
const minify = { compress: false, mangle: false, codegen: { asciiOnly: true } } as const;

const LATCHKEY_COMMAND: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: path.join(root, 'src-main/latchkey.ts'),
    outDir: path.join(root, 'out/main'),
    emptyOutDir: false,
    target: 'node20.19',
    rolldownOptions: {
      output: {
        format: 'cjs',
        entryFileNames: 'latchkey.cjs',
        banner: '#!/usr/bin/env node',
        minify,
      },
    },
  },
  ssr: { noExternal: true },
};

/**
 * Three programs of main (desktop app, browser mode, command line) share their chunks; the preload
 * and the page stand alone. Only what package.json lists under `dependencies` stays outside.
 */
export default defineConfig({
  main: {
    plugins: [
      {
        // `latchkey` itself: one CommonJS file, which `npx latchkey` in the checkout runs.
        name: 'latchkey-command',
        async writeBundle() {
          await build(LATCHKEY_COMMAND);
          await chmod(path.join(root, 'out/main/latchkey.cjs'), 0o755);
        },
      },
    ],
    build: {
      outDir: path.join(root, 'out/main'),
      // Browser mode and the command line run in the user's own Node.
      target: 'node20.19',
      rolldownOptions: {
        input: {
          main: path.join(root, 'src-main/main.ts'),
          serve: path.join(root, 'src-main/serve.ts'),
          cli: path.join(root, 'src-main/cli.ts'),
          refusal: path.join(root, 'src-main/cli/say-refusal.ts'),
        },
        output: {
          format: 'es',
          minify,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(root, 'out/preload'),
      rolldownOptions: {
        input: { preload: path.join(root, 'src-main/shells/electron/preload.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'src-renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: path.join(root, 'out/renderer'),
      emptyOutDir: true,
      rolldownOptions: { input: { index: path.join(root, 'src-renderer/index.html') } },
      // Browser mode meets every current browser, not only Electron's Chromium.
      target: 'es2022',
      cssTarget: ['chrome125', 'firefox128', 'safari17.5'],
      minify: true,
      // The page's CSP takes files of its own origin: no data: fonts, no inline scripts.
      assetsInlineLimit: 0,
      // It comes from memory or loopback, all of it at once.
      chunkSizeWarningLimit: 1500,
      modulePreload: { polyfill: false },
    },
  },
});
