import { lstatSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { errnoOf, translateErrno } from './translate-errno.ts';

const MOST_LINKS = 40;

/**
 * The file behind `filePath`, all links followed; it need not exist. Throws where somebody else could
 * have put it there or could change it: `files/foreign-owner`, `files/world-writable`; and
 * `files/not-regular`, `files/unreadable` (security.md §3.6). It asks the system at once: sending each
 * of these questions to a thread takes several times as long as its answer.
 */
export async function resolveTarget(filePath: string): Promise<string> {
  let current = path.resolve(filePath);
  for (let links = 0; links <= MOST_LINKS; links++) {
    const folder = path.dirname(current);
    const folderStats = statsOf(folder, statSync);
    if (folderStats === null) {
      if (links === 0) return current;
      throw new AppError('files/unreadable', {
        path: filePath,
        reason: `it is a link into ${folder}, which does not exist`,
      });
    }
    checkFolder(folder, folderStats);
    const stats = statsOf(current, lstatSync);
    const realFolder = follow(folder, realpathSync.native);
    const real = path.join(realFolder, path.basename(current));
    if (stats === null) return real;
    if (!stats.isSymbolicLink()) {
      checkFile(current, stats);
      return real;
    }
    checkOwner(current, stats, [0]);
    current = path.resolve(realFolder, follow(current, readlinkSync));
  }
  throw new AppError('files/not-regular', { path: filePath, kind: 'link' });
}

/** Refuses everything but a regular file of our own that others cannot write. */
export function checkFile(filePath: string, stats: Stats): void {
  if (!stats.isFile())
    throw new AppError('files/not-regular', { path: filePath, kind: kindOf(stats) });
  checkOwner(filePath, stats, []);
  checkNotWorldWritable(filePath, stats);
}

/** A new file could take the place of a read-only one, but its user has said that it shall not change. */
export function checkMayChange(filePath: string, stats: Stats): void {
  if ((stats.mode & 0o200) === 0) throw new AppError('files/read-only', { path: filePath });
}

/** Root may own the folder: it can change everything anyway, and mounts one file into a container so. */
function checkFolder(folder: string, stats: Stats): void {
  if (!stats.isDirectory())
    throw new AppError('files/unreadable', { path: folder, reason: 'ENOTDIR' });
  checkOwner(folder, stats, [0]);
  checkNotWorldWritable(folder, stats);
}

function checkOwner(filePath: string, stats: Stats, others: readonly number[]): void {
  const own = process.geteuid?.();
  if (own === undefined || stats.uid === own || others.includes(stats.uid)) return;
  throw new AppError('files/foreign-owner', { path: filePath, owner: String(stats.uid) });
}

function checkNotWorldWritable(filePath: string, stats: Stats): void {
  // On Windows the mode says nothing; the profile folder's access list protects.
  if (process.platform === 'win32' || (stats.mode & 0o002) === 0) return;
  throw new AppError('files/world-writable', { path: filePath });
}

function statsOf(filePath: string, look: (path: string) => Stats): Stats | null {
  try {
    return look(filePath);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw translateErrno(error, filePath, 'read');
  }
}

function follow(filePath: string, ask: (path: string) => string): string {
  try {
    return ask(filePath);
  } catch (error) {
    throw translateErrno(error, filePath, 'read');
  }
}

/** What stands there instead of a regular file, in one word. */
export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'pipe';
  if (stats.isSocket()) return 'socket';
  return stats.isSymbolicLink() ? 'link' : 'device';
}
