import { randomBytes } from 'node:crypto';
import { closeSync, constants, fsync, openSync, writeFileSync } from 'node:fs';
import { mkdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { passingName, sweepDead } from './sweep-dead.ts';

/**
 * Replaces a file of our own, so that after a crash at any moment it holds the old bytes or the new
 * ones: temp file in the same folder → fsync → rename → fsync of the folder. For the user's AWS
 * files there is `aws-files/writer.ts`, which minds owners, links and other writers as well.
 */
export async function writeDurably(
  filePath: string,
  bytes: Uint8Array,
  mode = 0o600,
): Promise<void> {
  const folder = path.dirname(filePath);
  await sweepDead(folder);
  const temporary = `${passingName(filePath, randomBytes(6).toString('hex'))}.tmp`;
  try {
    const flags =
      constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    const file = await inFolder(folder, async () => openSync(temporary, flags, mode));
    await writeAndSync(file, bytes);
    await rename(temporary, filePath);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

/** Does something in a folder of our own, which is made where it is not there yet. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return work();
  }
}

/** Makes a rename in the folder outlast a power cut. Windows cannot open a folder, and needs not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = openSync(folder, constants.O_RDONLY);
  try {
    await sync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes into a new file, makes that outlast a power cut, and closes it; `beforeSync` does what else has to
 * last. Only what waits for the disk is sent to a thread: for the rest, that would take longer.
 */
export async function writeAndSync(
  file: number,
  bytes: Uint8Array,
  beforeSync = (): void => {},
): Promise<void> {
  try {
    writeFileSync(file, bytes);
    beforeSync();
    await sync(file);
  } finally {
    closeSync(file);
  }
}

const sync = promisify(fsync);
