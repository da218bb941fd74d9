import type { Stats } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { readWhole } from '../platform/read-whole.ts';
import { kindOf } from './resolve-target.ts';
import { errnoOf, translateErrno } from './translate-errno.ts';

export interface FileContent {
  readonly bytes: Uint8Array;
  readonly stats: Stats;
}

/** 20,000 profiles are 3 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of an AWS file, behind all links; null when there is none. Never waits for a pipe. Throws
 * `files/not-regular`, `files/unreadable`.
 */
export async function readAwsFile(filePath: string): Promise<FileContent | null> {
  try {
    return await readWhole(filePath, (stats) => {
      if (!stats.isFile())
        throw new AppError('files/not-regular', { path: filePath, kind: kindOf(stats) });
      if (stats.size > MOST_BYTES)
        throw new AppError('files/unreadable', {
          path: filePath,
          reason: 'it is larger than 64 MB',
        });
    });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw translateErrno(error, filePath, 'read');
  }
}
