import { constants } from 'node:os';
import { isAppError, AppError } from '#shared/errors.ts';

/** A failure of the file system as one of ours. Ours pass through, and so does what is no errno. */
export function translateErrno(error: unknown, path: string, doing: 'read' | 'write'): unknown {
  const code = errnoOf(error);
  if (isAppError(error) || code === null) return error;
  switch (code) {
    case 'EISDIR':
      return new AppError('files/not-regular', { path, kind: 'folder' }, error);
    case 'ELOOP':
      return new AppError('files/not-regular', { path, kind: 'link' }, error);
    case 'ENXIO':
      return new AppError('files/not-regular', { path, kind: 'socket' }, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('files/no-space', { path }, error);
  }
  if (doing === 'read') return new AppError('files/unreadable', { path, reason: code }, error);
  if (isNoPermission(code)) return new AppError('files/read-only', { path }, error);
  return new AppError('files/write-failed', { path, reason: code }, error);
}

function isNoPermission(code: string | null): boolean {
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
}

export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, errno } = error as NodeJS.ErrnoException;
  // Node has no name for this one.
  if (errno === -constants.errno.EDQUOT) return 'EDQUOT';
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}
