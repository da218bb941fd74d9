import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUICK_FOLDER } from '#test/fixtures/quick-folder.ts';
import type { Refusal } from './refuse-process.ts';
import { buildProgram, hasStrace } from './strace.ts';
import { WRITERS } from './writers.ts';

let program: Awaited<ReturnType<typeof buildProgram>>;
let scratch: string;

beforeAll(async () => {
  if (!hasStrace) return;
  scratch = await mkdtemp(path.join(QUICK_FOLDER, 'latchkey-refused-'));
  program = await buildProgram('refuse-process.ts');
});
afterAll(async () => {
  if (!hasStrace) return;
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  await rm(program.folder, { recursive: true, force: true });
});

/** What a process of its own finds from trial `from` on; it ends early where Node itself dies of the fault. */
function refusalsFrom(from: number, writer: string): Promise<readonly Refusal[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [program.file, writer, path.join(scratch, 'one'), `${from}`],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () =>
      resolve(
        output
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as Refusal),
      ),
    );
  });
}

/** All trials. A fault that hits Node's own pipe between its threads ends it: then that one again. */
async function allRefusals(writer: string): Promise<readonly Refusal[]> {
  const all: Refusal[] = [];
  let deaths = 0;
  for (;;) {
    all.push(...(await refusalsFrom((all.at(-1)?.at ?? -1) + 1, writer)));
    const last = all.at(-1);
    if (last !== undefined && last.at === last.of - 1) return all;
    if (++deaths === 20) throw new Error(`${writer}: died too often, last after ${last?.line}`);
  }
}

describe.skipIf(!hasStrace)('refused by the system at every call (needs strace)', () => {
  it.each(Object.keys(WRITERS))(
    '%s stays whole, one word of ours says what was wrong, and trying again works',
    async (writer) => {
      const refusals = await allRefusals(writer);
      expect(refusals.filter(({ problems }) => problems.length > 0)).toEqual([]);
      const trials = new Set(refusals.map(({ at }) => at));
      const hit = new Set(refusals.filter(({ missed }) => !missed).map(({ at }) => at));
      expect(trials.size).toBe(refusals[0]!.of);
      // Some come at another place each time, and are not hit on a busy machine.
      expect(hit.size).toBeGreaterThan(trials.size * 0.75);
      expect(new Set(refusals.map(({ error }) => error)).size).toBe(6);
      expect(refusals.some(({ outcome }) => outcome !== 'done')).toBe(true);
    },
  );
});
