import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Whether strace is here and may look at other processes. */
export const hasStrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;

export interface WriterProgram {
  readonly folder: string;
  /** Runs a writer to its end or death, while strace watches `which` threads; gives its trace. */
  run(
    writer: string,
    home: string,
    which: 'main' | 'pool' | 'both',
    strace: readonly string[],
  ): Promise<{
    readonly pid: number;
    readonly signal: string | null;
    readonly code: number | null;
    readonly trace: string;
    readonly errors: string;
  }>;
}

/** One file for plain Node: starting TypeScript each time would take longer than the tests. */
export async function buildProgram(source: string): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-writers-'));
  await chmod(folder, 0o755);
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL(source, import.meta.url)),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return { folder, file: path.join(folder, 'program.mjs') };
}

export async function buildWriters(): Promise<WriterProgram> {
  const { folder, file } = await buildProgram('writer-process.ts');
  return {
    folder,
    async run(writer, home, which, strace) {
      const traceFile = `${home}.trace`;
      const child = spawn(
        process.execPath,
        [file, writer, home, which, '-y', '-o', traceFile, ...strace],
        // One thread for all file work, so that its calls come in one order.
        {
          stdio: ['ignore', 'ignore', 'pipe'],
          env: { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
        },
      );
      let errors = '';
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      const [code, signal] = await new Promise<[number | null, string | null]>(
        (resolve, reject) => {
          child.on('error', reject);
          child.on('close', (...ended) => resolve(ended));
        },
      );
      return {
        pid: child.pid ?? 0,
        code,
        signal,
        errors,
        trace: await readFile(traceFile, 'utf8'),
      };
    },
  };
}
