import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isAppError } from '#shared/errors.ts';
import { openParts } from './open-parts.ts';
import { callsIn, CHANGES, isChange, READS, type Call } from './traces.ts';
import { threadsOfFileWork, underStrace } from './watch-threads.ts';
import { WRITERS, type Writer } from './writers.ts';

/** What came of one call that the system refused. */
export interface Refusal {
  readonly at: number;
  readonly of: number;
  readonly error: string;
  readonly line: string;
  /** "done", or the code of the error. */
  readonly outcome: string;
  readonly problems: readonly string[];
  /** Whether another call than the one meant was refused. */
  readonly missed: boolean;
}

/** What else the threads have to do differs now and then, and with it how strace counts. */
const MOST_ATTEMPTS = 8;
const ERRORS = ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EACCES', 'EMFILE'];

/**
 * Has one writer write again and again, each time with another of its calls refused, and prints a
 * `Refusal` for each. Everything in one process: strace comes and goes.
 */
async function main(name: string, folder: string, from: number): Promise<void> {
  const writer = WRITERS[name]!;
  const home = path.join(folder, 'home');
  const template = path.join(folder, 'template');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  await writer.prepare(await openParts(home));
  renameSync(home, template);
  const startAfresh = async () => {
    rmSync(home, { recursive: true, force: true });
    cpSync(template, home, { recursive: true, preserveTimestamps: true });
    return openParts(home);
  };
  const finish = writer.finish ?? writer.write;
  const threads = await threadsOfFileWork();
  const both = [threads.main, threads.pool];
  const traceFile = path.join(folder, 'trace');
  const watching = ['-y', '-o', traceFile, '-e', `trace=${[...CHANGES, ...READS].join(',')}`];
  const always = writer.always === undefined ? [] : ['-e', `inject=${writer.always}`];

  // Once before: the first time in a process, it also looks what others have left.
  await writer.write(await startAfresh());
  const traced = await startAfresh();
  await underStrace(both, [...watching, ...always], () => writer.write(traced));
  const trials = trialsFor(callsIn(readFileSync(traceFile, 'utf8'), home), writer, threads.main);
  const first = await startAfresh();
  const old = await writer.look(first);
  await writer.write(first);
  const written = await writer.look(first);
  await finish(first);
  const finished = await writer.look(first);

  for (const [at, { call, isMain, index, error }] of trials.entries()) {
    if (at < from) continue;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const fresh = await startAfresh();
      const problems: string[] = [];
      let outcome = 'done';
      const write = () =>
        writer.write(fresh).catch((thrown: unknown) => {
          outcome = isAppError(thrown) ? thrown.code : `not ours: ${String(thrown)}`;
        });
      const fault = ['-e', `inject=${call.name}:error=${error}:when=${call.number}`];
      const refuse = () =>
        isMain
          ? underStrace([threads.main], [...watching, ...fault], write)
          : underStrace([threads.pool], [...watching, ...always, ...fault], write);
      // The fault that has to be there is the pool's.
      if (isMain && always.length > 0)
        await underStrace([threads.pool], ['-o', '/dev/null', ...always], refuse);
      else await refuse();
      const hit = callsIn(readFileSync(traceFile, 'utf8'), home)[index];
      const missed = hit?.name !== call.name || !hit.line.includes('INJECTED');
      if (!/^(done|(files|vault|state|import|mfa)\/[a-z-]+)$/.test(outcome)) problems.push(outcome);
      const remains = remainsIn(home);
      if (remains.length > 0 && call.name !== 'unlink') problems.push(`left: ${remains.join(' ')}`);
      const next = await openParts(home);
      for (const [document, text] of Object.entries(await writer.look(next)))
        if (![old[document], written[document]].includes(text))
          problems.push(`${document} is ${text}`);
      const wrong = await writer.check?.(next);
      if (wrong) problems.push(wrong);
      await finish(next).catch((thrown: unknown) => problems.push(`again: ${String(thrown)}`));
      const end = await writer.look(next);
      if (!isDeepStrictEqual(end, finished)) problems.push(`again: ${JSON.stringify(end)}`);
      const line = call.line;
      const refusal: Refusal = { at, of: trials.length, error, line, outcome, problems, missed };
      writeFileSync(1, `${JSON.stringify(refusal)}\n`);
      if (!missed) break;
    }
  }
}

/**
 * Each call once and each that changes something twice with errors in turn; those of a writer of one
 * document, of which the others are made, with all of them.
 */
function trialsFor(
  calls: readonly Call[],
  { isFlow, always }: Writer,
  main: string,
): { call: Call; isMain: boolean; index: number; error: string }[] {
  const counts = { main: 0, pool: 0 };
  return calls.flatMap((call, position) => {
    const isMain = call.thread === main;
    const index = counts[isMain ? 'main' : 'pool']++;
    if (always?.startsWith(`${call.name}:`)) return [];
    const count = isChange(call) ? (isFlow === true ? 2 : ERRORS.length) : 1;
    return Array.from({ length: count }, (_, turn) => ({
      call,
      isMain,
      index,
      error: ERRORS[(position + turn) % ERRORS.length]!,
    }));
  });
}

function remainsIn(home: string): string[] {
  const names = readdirSync(home, { recursive: true }) as string[];
  return names.filter((name) => /\.tmp$|locks\//.test(name));
}

const [name, folder, from] = process.argv.slice(2);
await main(name!, folder!, Number(from));
