import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from './clock.ts';
import type { Environment } from './home.ts';

export interface AsideOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly limitMs: number;
  /** More than that on stdout ends it; of stderr no more is kept. */
  readonly outputMaxBytes: number;
}

export type AsideOutcome =
  /** 128 and the number for a signal, as shells have it. */
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      readonly output: string;
      readonly said: string;
    }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'too-much' }
  /** By the system's code, `ENOENT`. */
  | { readonly kind: 'not-started'; readonly reason: string };

/** What a program left running may hold its output open; what it printed itself is there by then. */
const PIPES_LIMIT_MS = 1000;

/**
 * Runs a program, by its full path, that nobody watches: no shell, no standard input, no terminal to ask
 * on. It and whatever it started are ended when its time is up, and when we end before it does.
 */
export async function runAside(
  words: readonly string[],
  { environment, clock, limitMs, outputMaxBytes }: AsideOptions,
): Promise<AsideOutcome> {
  const [program = '', ...args] = words;
  const child = spawn(program, args, {
    env: environment,
    // Where we stand may be a folder of somebody else's.
    cwd: path.parse(program).root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: all of it can be ended, and it has no terminal.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const over = new AbortController();
  const stopGuarding = endWithUs(child);
  const said = collect(child.stderr, outputMaxBytes);
  const output = collect(child.stdout, outputMaxBytes);
  const limit = clock.sleep(limitMs, over.signal).then(
    () => ({ kind: 'timed-out' }) as const,
    () => ({ kind: 'timed-out' }) as const, // called off: nobody looks
  );
  const tooMuch = output.overflow.then(() => ({ kind: 'too-much' }) as const);
  try {
    const end = await Promise.race([endOf(child), limit, tooMuch]);
    if (end.kind !== 'exited') {
      endTree(child);
      return end;
    }
    await Promise.race([end.closed, clock.sleep(PIPES_LIMIT_MS, over.signal).catch(() => {})]);
    if (output.isTooMuch()) return { kind: 'too-much' };
    return { kind: 'ended', exitCode: end.exitCode, output: output.text(), said: said.text() };
  } finally {
    over.abort();
    stopGuarding();
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function endOf(child: ChildProcess) {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise<
    | { kind: 'exited'; exitCode: number; closed: Promise<void> }
    | { kind: 'not-started'; reason: string }
  >((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'not-started', reason: error.code ?? 'unknown' }),
    );
    child.once('exit', (code, signal) => {
      const exitCode = signal === null ? (code ?? 1) : 128 + os.constants.signals[signal];
      resolve({ kind: 'exited', exitCode, closed });
    });
  });
}

function collect(stream: Readable, maxBytes: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  const overflow = new Promise<void>((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      if (size <= maxBytes) chunks.push(chunk);
      size += chunk.byteLength;
      if (size > maxBytes) resolve();
    });
  });
  stream.on('error', () => {}); // it ends with the program, whose end we hear of
  return {
    overflow,
    isTooMuch: () => size > maxBytes,
    text: () => Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
  };
}

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C at our terminal does not reach a group of its own. */
function endWithUs(child: ChildProcess): () => void {
  const onExit = () => endTree(child);
  const onSignal = (signal: NodeJS.Signals) => {
    endTree(child);
    stop();
    // With nobody else to hear it, the signal does what it would have done without us.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const stop = () => {
    process.off('exit', onExit);
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal);
  };
  process.on('exit', onExit);
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
  return stop;
}

/** At once, since it is called when we end, too. */
function endTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is over already.
  }
}
