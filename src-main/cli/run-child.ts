import { spawn } from 'node:child_process';
import os from 'node:os';
import { AppError } from '#shared/errors.ts';
import type { Environment } from '../platform/home.ts';

/**
 * Runs a program in our place: same stdio, signals passed on. Gives its exit code, 128 and the number
 * for a signal, as shells do. Throws `command/not-found`, `command/not-allowed`.
 */
export function runChild(words: readonly string[], environment: Environment): Promise<number> {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { env: environment, stdio: 'inherit' });
  const stopPassing = passSignals((signal) => child.kill(signal));
  return new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        reject(new AppError('command/not-found', { command: program }, error));
      else if (error.code === 'EACCES')
        reject(new AppError('command/not-allowed', { command: program }, error));
      else reject(error);
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + os.constants.signals[signal]);
    });
  }).finally(stopPassing);
}

function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
  const listener = (signal: NodeJS.Signals) => {
    // What a person types at the terminal goes to the whole group: the child has it already.
    const isTyped = signal === 'SIGINT' || signal === 'SIGQUIT';
    if (!(isTyped && process.stdin.isTTY)) pass(signal);
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
