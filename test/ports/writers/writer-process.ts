import { openParts } from './open-parts.ts';
import { threadsOfFileWork, underStrace } from './watch-threads.ts';
import { WRITERS } from './writers.ts';

/** Prepares, and writes while strace watches the threads that do file work, or only one of them. */
async function main(
  name: string,
  home: string,
  which: string,
  strace: readonly string[],
): Promise<void> {
  const writer = WRITERS[name]!;
  await writer.prepare(await openParts(home));
  const parts = await openParts(home);
  const { main: first, pool } = await threadsOfFileWork();
  const threads = { main: [first], pool: [pool], both: [first, pool] }[which] ?? [];
  const write = () => underStrace(threads, strace, () => writer.write(parts));
  // The fault that has to be there is the pool's, whichever thread is to die.
  if (writer.always === undefined || which !== 'main') return write();
  await underStrace([pool], ['-o', '/dev/null', '-e', `inject=${writer.always}`], write);
}

const [name, home, which, ...strace] = process.argv.slice(2);
await main(name!, home!, which!, strace);
