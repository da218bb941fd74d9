import { lstatSync, openSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { writeAndSync } from '../platform/durable-file.ts';

/**
 * A file that the user named by an option and that is not there yet; nobody but its user may read it. Throws
 * `input/invalid` for that option: nothing is ever overwritten.
 */
export async function writeNewFile(file: string, text: string, field: string): Promise<void> {
  let opened: number;
  try {
    opened = openSync(file, 'wx', 0o600);
  } catch (error) {
    throw notWritten(error, field);
  }
  try {
    await writeAndSync(opened, Buffer.from(text));
  } catch (error) {
    await unlink(file).catch(() => {});
    throw notWritten(error, field);
  }
}

/** The same complaint beforehand, where there is work to do that would be in vain. */
export function checkNewFile(file: string, field: string): void {
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined)
    throw new AppError('input/invalid', { field, problem: EXISTS });
  if (lstatSync(path.dirname(file), { throwIfNoEntry: false }) === undefined)
    throw new AppError('input/invalid', { field, problem: NO_FOLDER });
}

const EXISTS = 'there is a file by that name, and it is not overwritten';
const NO_FOLDER = 'there is no such folder';

function notWritten(error: unknown, field: string): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const problem =
    reason === 'EEXIST'
      ? EXISTS
      : reason === 'ENOENT'
        ? NO_FOLDER
        : `it cannot be written (${reason})`;
  return new AppError('input/invalid', { field, problem }, error);
}
