import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { ChildWork } from './writer-child.ts';

export const hasStrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;
export const isRoot = process.getuid?.() === 0;

export interface WriterProgram {
  readonly folder: string;
  /** Runs it to its end, under the given command where there is one. */
  run(
    work: ChildWork,
    under?: readonly string[],
  ): Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly lines: readonly string[];
  }>;
}

/** The writer as one file for plain Node: starting TypeScript each time would take longer than the tests. */
export async function buildWriter(): Promise<WriterProgram> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-writer-'));
  await chmod(folder, 0o755);
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('writer-child.ts', import.meta.url)),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  });
  const program = path.join(folder, 'writer.mjs');
  return {
    folder,
    run: (work, under = []) =>
      new Promise((resolve, reject) => {
        const [command = process.execPath, ...before] = under;
        const own = [program, JSON.stringify(work)];
        const args = under.length === 0 ? own : [...before, process.execPath, ...own];
        const child = spawn(command, args, {
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
        });
        let output = '';
        child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
        child.on('error', reject);
        child.on('close', (code, signal) =>
          resolve({ code, signal, lines: output.split('\n').filter((line) => line !== '') }),
        );
      }),
  };
}
