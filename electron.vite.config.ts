import { chmod } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * Three programs of main (desktop app, browser mode, command line) share their chunks; the preload
 * and the page stand alone. Only what package.json lists under `dependencies` stays outside.
 */
export default defineConfig({
  main: {
    plugins: [
      {
        // `npx latchkey` in the checkout runs the file itself.
        name: 'executable-command',
        writeBundle: () => chmod(path.join(root, 'out/main/cli.js'), 0o755),
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
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          banner: (chunk) => (chunk.isEntry && chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
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
