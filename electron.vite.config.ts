import { chmod } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type HtmlTagDescriptor, type InlineConfig, type Plugin, type Rolldown } from 'vite';

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

const WINDOW = path.join(root, 'src-renderer/window.tsx');
const ENTRY = path.join(root, 'src-renderer/main.ts');

/** Makes one file of a module and all it imports: each further file would be a request more before anything is shown (G6). */
function nameOfPart(name: string, whole: string) {
  return (id: string, modules: Rolldown.ChunkingContext): string | null => {
    const seen = new Set<string>();
    const isPart = (part: string): boolean => {
      if (part === whole) return true;
      if (seen.has(part)) return false;
      seen.add(part);
      return (modules.getModuleInfo(part)?.importers ?? []).some(isPart);
    };
    return isPart(id) ? name : null;
  };
}

/** The page asks for that file with the first, which otherwise would when it runs. */
const askForWindow: Plugin = {
  name: 'ask-for-window',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const files = Object.values(bundle).filter((file) => file.type === 'chunk');
      const [file] = files.filter(({ moduleIds }) => moduleIds.includes(WINDOW));
      if (file === undefined) return [];
      const styles = [...(file.viteMetadata?.importedCss ?? [])];
      return [
        linkTo('modulepreload', file.fileName),
        ...styles.map((style) => linkTo('stylesheet', style)),
      ];
    },
  },
};

function linkTo(rel: string, file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` }, injectTo: 'head' };
}

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
    plugins: [react(), askForWindow],
    build: {
      outDir: path.join(root, 'out/renderer'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: path.join(root, 'src-renderer/index.html') },
        output: {
          codeSplitting: {
            groups: [
              { name: nameOfPart('main', ENTRY), debugName: 'main', priority: 1 },
              { name: nameOfPart('window', WINDOW), debugName: 'window' },
            ],
          },
        },
      },
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
