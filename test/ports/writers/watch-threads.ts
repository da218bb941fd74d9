import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlink } from 'node:fs/promises';

/** The two threads that do a Node process's file work, with one thread in libuv's pool. */
export async function threadsOfFileWork(): Promise<Readonly<Record<'main' | 'pool', string>>> {
  const pool = (await readlink('/proc/thread-self')).split('/').at(-1)!;
  return { main: `${process.pid}`, pool };
}

/** Lets strace watch threads of this process while it works. */
export async function underStrace(
  threads: readonly string[],
  args: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  const attach = threads.flatMap((thread) => ['-p', thread]);
  const tracer = spawn('strace', [...args, ...attach], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  tracer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (said.split('attached').length <= threads.length) await once(tracer.stderr, 'data');
  await work();
  tracer.kill('SIGINT');
  await once(tracer, 'exit');
}
