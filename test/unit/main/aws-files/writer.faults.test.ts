import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWriter, hasStrace, type WriterProgram } from './run-writer.ts';

let program: WriterProgram;
let home: string;

beforeAll(async () => {
  if (!hasStrace) return;
  program = await buildWriter();
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-faults-'));
});
afterAll(async () => {
  if (!hasStrace) return;
  await rm(program.folder, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
});

// What a kill or a refusal at each call leaves is in test/ports/writers.
it.skipIf(!hasStrace)(
  'the bytes are on the disk before they take the file’s place, and the folder after (needs strace)',
  async () => {
    const file = path.join(home, 'aws', 'config');
    const traceFile = path.join(home, 'trace');
    await mkdir(path.dirname(file), { mode: 0o700 });
    await writeFile(file, '# mine\n[default]\nregion = us-east-1\n');
    await program.run(
      {
        path: file,
        kind: 'config',
        lockFolder: path.join(home, 'locks'),
        edits: [['default', 'region', 'eu-west-1']],
      },
      ['strace', '-f', '-qq', '-y', '-o', traceFile, '-e', 'trace=write,pwrite64,fsync,rename'],
    );
    const trace = await readFile(traceFile, 'utf8');
    const order = [
      /write(64)?\([^\n]*\.config\.latchkey-[^\n]*# mine/,
      /fsync\([^\n]*\.config\.latchkey-/,
      /rename\(/,
      /fsync\(\d+<[^\n>]*\/aws>/,
    ].map((pattern) => trace.search(pattern));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  },
);
