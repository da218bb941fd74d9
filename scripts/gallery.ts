/**
 * `npm run gallery`: the page of every component in every state, as the sources are at each moment.
 * It is no part of the build. The tests photograph it from `GALLERY_FOLDER`.
 */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig } from 'vite';

const root = path.join(import.meta.dirname, '..');
const config: InlineConfig = {
  configFile: false,
  root: path.join(root, 'src-renderer/gallery'),
  plugins: [react()],
};

export const GALLERY_FOLDER = path.join(root, 'out/gallery');

export async function buildGallery(): Promise<void> {
  await build({
    ...config,
    logLevel: 'error',
    base: './',
    build: { outDir: GALLERY_FOLDER, emptyOutDir: true },
  });
}

if (process.argv[1] === import.meta.filename) {
  const server = await createServer({ ...config, server: { open: process.stdout.isTTY } });
  await server.listen();
  server.printUrls();
}
