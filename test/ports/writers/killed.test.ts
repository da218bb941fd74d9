import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { withLock } from '#main/platform/lock.ts';
import { QUICK_FOLDER } from '#test/fixtures/quick-folder.ts';
import { openParts } from './open-parts.ts';
import { buildWriters, hasStrace, type WriterProgram } from './strace.ts';
import { callsIn, CHANGES, isChange } from './traces.ts';
import { WRITERS, type Writer } from './writers.ts';

let program: WriterProgram;
let scratch: string;
const clock = createSystemClock();

beforeAll(async () => {
  if (!hasStrace) return;
  scratch = await mkdtemp(path.join(QUICK_FOLDER, 'latchkey-killed-'));
  program = await buildWriters();
});
afterAll(async () => {
  if (!hasStrace) return;
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  await rm(program.folder, { recursive: true, force: true });
});

const newHome = () => mkdtemp(path.join(scratch, 'home-'));
const lookAt = async (writer: Writer, home: string) => writer.look(await openParts(home));

/** What the documents hold before, after, and once the next start has done its part. */
async function undisturbed(writer: Writer) {
  const home = await newHome();
  await writer.prepare(await openParts(home));
  const old = await lookAt(writer, home);
  await writer.write(await openParts(home));
  const written = await lookAt(writer, home);
  await (writer.finish ?? writer.write)(await openParts(home));
  return { old, written, finished: await lookAt(writer, home) };
}

/** What a writer that died has left and nobody needs any more. A lock may lie there as long as it holds nobody up. */
async function remainsIn(home: string): Promise<string[]> {
  const lockFolder = path.join(home, 'latchkey', 'locks');
  for (const name of await readdir(lockFolder))
    if (!/\.[0-9a-f]{12}$|\.backup$/.test(name))
      await withLock(path.join(lockFolder, name), clock, async () => {}, 1000);
  const names = await readdir(home, { recursive: true });
  return names.filter((name) => /\.tmp$|locks\//.test(name));
}

/**
 * A call that was the third when it was watched may be the second or fourth when it is to be hit: on a busy
 * machine it takes several attempts, each as good as the first.
 */
const SHIFTS = [0, 1, 0, 2, -1, 3, 0, 4, 1, 5, 2, 6];
const MOST_ATTEMPTS = 5 * SHIFTS.length;

describe.skipIf(!hasStrace)('killed at every call that changes a file (needs strace)', () => {
  it.each(Object.entries(WRITERS))(
    '%s is the old one or the new one, and the next start does the rest',
    async (name, writer) => {
      const expected = await undisturbed(writer);
      const always = writer.always === undefined ? [] : ['-e', `inject=${writer.always}`];
      const watched = ['-e', `trace=${CHANGES.join(',')}`, ...always];
      const traced = await newHome();
      const { pid, code, trace, errors } = await program.run(name, traced, 'both', watched);
      expect([code, errors]).toEqual([0, '']);
      const counts = { main: 0, pool: 0 };
      const left = callsIn(trace, traced)
        .filter(isChange)
        .map((call) => {
          const which = call.thread === `${pid}` ? ('main' as const) : ('pool' as const);
          return { ...call, which, index: counts[which]++ };
        })
        .filter((call) => writer.always?.startsWith(`${call.name}:`) !== true);
      expect(left.length).toBeGreaterThan(5);
      const seen = new Set<string>();

      const kill = async (
        { name: call, number, which, index, line }: (typeof left)[number],
        shift: number,
      ) => {
        const home = await newHome();
        const died = await program.run(name, home, which, [
          ...watched,
          '-e',
          `inject=${call}:signal=KILL:when=${Math.max(1, number + shift)}`,
        ]);
        const reached = callsIn(died.trace, home).filter(isChange).length - 1;
        const shown = [line];
        // How often the thread wakes the other differs now and then, and with it how strace counts.
        if (died.signal !== 'SIGKILL' || reached !== index) return false;
        const next = await openParts(home);
        for (const [document, text] of Object.entries(await writer.look(next))) {
          const isWhole = [expected.old[document], expected.written[document]].includes(text);
          expect([...shown, document, isWhole]).toEqual([...shown, document, true]);
          seen.add(`${document} ${text === expected.old[document] ? 'old' : 'new'}`);
        }
        expect([...shown, (await writer.check?.(next)) ?? null]).toEqual([...shown, null]);
        await (writer.finish ?? writer.write)(next);
        expect([...shown, await writer.look(next)]).toEqual([...shown, expected.finished]);
        expect([...shown, await remainsIn(home)]).toEqual([...shown, []]);
        await rm(home, { recursive: true });
        return true;
      };
      const killAll = async () => {
        for (let point = left.shift(); point !== undefined; point = left.shift()) {
          let isKilled = false;
          for (let attempt = 0; attempt < MOST_ATTEMPTS && !isKilled; attempt++)
            isKilled = await kill(point, SHIFTS[attempt % SHIFTS.length]!);
          if (!isKilled) throw new Error(`never killed at ${point.line}`);
        }
      };
      await Promise.all([killAll(), killAll()]);
      for (const document of Object.keys(expected.old)) {
        if (expected.old[document] !== expected.written[document])
          expect([...seen]).toEqual(expect.arrayContaining([`${document} old`, `${document} new`]));
      }
    },
  );
});
