import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { kindOf } from './resolve-target.ts';
import { errnoOf, translateErrno } from './translate-errno.ts';

export interface FileContent {
  readonly bytes: Uint8Array;
  readonly stats: Stats;
}

/** 20,000 profiles are 3 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of an AWS file; null when there is none. Never waits for a pipe or a device. Throws
 * `files/not-regular`, `files/unreadable`.
 */
export async function readAwsFile(filePath: string): Promise<FileContent | null> {
  try {
    // Opening a device may do something; what it is shows before.
    checkKind(filePath, await stat(filePath));
    const handle = await open(filePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await handle.stat();
      checkKind(filePath, stats);
      if (stats.size > MOST_BYTES)
        throw new AppError('files/unreadable', {
          path: filePath,
          reason: 'it is larger than 64 MB',
        });
      return { bytes: await handle.readFile(), stats };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw translateErrno(error, filePath, 'read');
  }
}

function checkKind(filePath: string, stats: Stats): void {
  if (!stats.isFile())
    throw new AppError('files/not-regular', { path: filePath, kind: kindOf(stats) });
}
