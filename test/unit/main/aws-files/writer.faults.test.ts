import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from '#main/aws-files/document.ts';
import { setSetting } from '#main/aws-files/edit.ts';
import { editFile } from '#main/aws-files/writer.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { buildWriter, hasStrace, type WriterProgram } from './run-writer.ts';
import type { ChildWork } from './writer-child.ts';

const OLD = '# mine\n[default]\nregion = us-east-1\n';
const NEW = '# mine\n[default]\nregion = eu-west-1\n';
/** The calls that change files, and those that open them. */
const CALLS = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fchmod',
  'fchown',
  'rename',
  'link',
  'unlink',
  'mkdir',
  'ftruncate',
];
const WARM_UP = 60;

let program: WriterProgram;
let home: string;
let work: ChildWork;

beforeAll(async () => {
  program = await buildWriter();
}, 60_000);
afterAll(() => rm(program.folder, { recursive: true, force: true }));
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-faults-'));
  await mkdir(path.join(home, 'aws'), { mode: 0o700 });
  const file = path.join(home, 'aws', 'config');
  work = {
    path: file,
    kind: 'config',
    lockFolder: path.join(home, 'locks'),
    edits: [['default', 'region', 'eu-west-1']],
    warmUp: WARM_UP,
  };
});
afterEach(() => rm(home, { recursive: true, force: true }));

const strace = (...args: string[]) => [
  'strace',
  '-f',
  '-qq',
  '-o',
  path.join(home, 'trace'),
  '-e',
  `trace=${CALLS.join(',')}`,
  ...args,
];
const read = () => readFile(work.path, 'utf8');
const backups = async () =>
  (await readdir(work.lockFolder).catch(() => [])).filter((name) => name.endsWith('.backup'));

/** One of the edit's calls: the how-many-th of its name in its thread, as strace counts. */
interface Call {
  readonly name: string;
  readonly number: number;
}

/** What the edit calls, by a run without faults. */
async function callsOfEdit(extra: readonly string[]): Promise<Call[]> {
  await startAfresh();
  await program.run(work, strace(...extra));
  const lines = (await readFile(path.join(home, 'trace'), 'utf8')).split('\n');
  const threads = new Set(
    lines.flatMap((line) => (line.includes('/nonexistent') ? [line.split(' ')[0]!] : [])),
  );
  const counts = new Map<string, number>();
  const calls: Call[] = [];
  let hasBegun = false;
  for (const line of lines) {
    const [, thread = '', name] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (name === undefined || !threads.has(thread)) continue;
    const number = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, number);
    hasBegun ||= line.includes(home);
    // A thread wakes another with eight bytes that begin so.
    const isWakeUp = /^\d+ +write\(\d+, "\\1\\0/.test(line);
    if (hasBegun && !isWakeUp) calls.push({ name, number });
  }
  return calls;
}

async function startAfresh(): Promise<void> {
  await rm(work.lockFolder, { recursive: true, force: true });
  await writeFile(work.path, OLD);
}

/** The next edit, of a process that finds what the other left. */
function editAgain(key: string, value: string) {
  const deps = {
    lockFolder: work.lockFolder,
    clock: createSystemClock(),
    parse,
    beforeReplace: async () => {},
  };
  return editFile(
    { path: work.path, kind: 'config' },
    (document) => setSetting(document, 'default', [key, value]),
    deps,
  );
}

describe.skipIf(!hasStrace)(
  'a fault at every call of the writer (needs strace)',
  { timeout: 120_000 },
  () => {
    it('killed: the file replaced holds the old or the new bytes, and the next edit clears up', async () => {
      const calls = await callsOfEdit([]);
      expect(calls.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['openat', 'write', 'fsync', 'fchmod', 'unlink', 'rename']),
      );
      const seen = new Set<string>();
      let killed = 0;
      for (const { name, number } of calls) {
        await startAfresh();
        const { signal, code } = await program.run(
          work,
          strace('-e', `inject=${name}:signal=KILL:when=${number}`),
        );
        if (signal !== null || code !== 0) killed++;
        const found = await read();
        expect([name, number, [OLD, NEW].includes(found)]).toEqual([name, number, true]);
        seen.add(found);
        await editAgain('region', 'eu-west-1');
        expect([name, number, await read()]).toEqual([name, number, NEW]);
        await editAgain('region', 'ap-south-1');
        expect([name, number, await readdir(path.dirname(work.path))]).toEqual([
          name,
          number,
          ['config'],
        ]);
      }
      expect([...seen].toSorted()).toEqual([OLD, NEW].toSorted());
      expect(killed).toBeGreaterThan(calls.length * 0.8);
    });

    it('killed: the file written in place is mended by the next edit', async () => {
      const rename = ['-e', 'inject=rename:error=EBUSY:when=1'];
      const calls = (await callsOfEdit(rename)).filter(({ name }) => name !== 'rename');
      expect(calls.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['openat', 'write', 'fsync', 'ftruncate', 'unlink']),
      );
      for (const { name, number } of calls) {
        await startAfresh();
        await program.run(
          work,
          strace(...rename, '-e', `inject=${name}:signal=KILL:when=${number}`),
        );
        const found = await read();
        if ((await backups()).length === 0)
          expect([name, number, [OLD, NEW].includes(found)]).toEqual([name, number, true]);
        await editAgain('output', 'json');
        expect([`${OLD}output = json\n`, `${NEW}output = json\n`]).toContain(await read());
        expect([name, number, await readdir(path.dirname(work.path)), await backups()]).toEqual([
          name,
          number,
          ['config'],
          [],
        ]);
      }
    });

    it('refused by the system: the file stays whole, the error has a code of ours, and trying again works', async () => {
      const errors = ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EACCES', 'EMFILE'];
      const calls = (await callsOfEdit([])).filter(({ name }) => name !== 'write');
      const codes = new Set<string>();
      for (const [index, { name, number }] of calls.entries()) {
        for (const shift of [0, 1]) {
          await startAfresh();
          const error = errors[(index + shift) % errors.length]!;
          const { lines } = await program.run(
            work,
            strace('-e', `inject=${name}:error=${error}:when=${number}`),
          );
          const found = await read();
          expect([name, number, error, [OLD, NEW].includes(found), lines]).toEqual([
            name,
            number,
            error,
            true,
            [expect.stringMatching(/^(changed|(files|state)\/[a-z-]+)$/)],
          ]);
          codes.add(lines[0]!);
          await editAgain('region', 'eu-west-1');
          expect([name, number, error, await read()]).toEqual([name, number, error, NEW]);
        }
      }
      expect([...codes]).toEqual(
        expect.arrayContaining(['changed', 'files/no-space', 'files/write-failed']),
      );
    });

    it('the bytes are on the disk before they take the file’s place, and the folder after', async () => {
      await startAfresh();
      await program.run(work, strace('-y'));
      const trace = await readFile(path.join(home, 'trace'), 'utf8');
      const at = (pattern: RegExp) => trace.search(pattern);
      const order = [
        at(/write\([^\n]*\.config\.latchkey-[^\n]*# mine/),
        at(/fsync\([^\n]*\.config\.latchkey-/),
        at(/rename\(/),
        at(/fsync\(\d+<[^\n>]*\/aws>/),
      ];
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order).not.toContain(-1);
    });
  },
);
