import { splitCommandLine } from '#shared/command-line.ts';
import { AppError } from '#shared/errors.ts';
import { findProgram } from '../platform/find-program.ts';
import type { Environment } from '../platform/home.ts';

/**
 * A command line as typed, in words, its program by the full path: the app has another PATH than the
 * terminal. Throws `input/invalid`, `mfa/process-not-found`.
 */
export async function readCodeCommand(text: string, environment: Environment): Promise<string[]> {
  const words = splitCommandLine(text, process.platform === 'win32' ? 'windows' : 'posix');
  if (words === null) {
    const problem = 'a quote in it is not closed, or a backslash is last';
    throw new AppError('input/invalid', { field: 'process', problem });
  }
  const [name, ...rest] = words;
  if (name === undefined || name === '')
    throw new AppError('input/invalid', { field: 'process', problem: 'it is empty' });
  const program = await findProgram(name, { environment, folder: process.cwd() });
  if (program === null) throw new AppError('mfa/process-not-found', { program: name });
  return [program, ...rest];
}
