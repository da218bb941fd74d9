import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Whether a socket is there that is ours alone. Throws `files/foreign-owner` when somebody else made it or its folder. */
export function isOwnSocket(socketPath: string): boolean {
  // A named pipe has no owner to ask for; Windows lets nobody else write to it.
  if (process.platform === 'win32') return true;
  const socket = statsOf(socketPath);
  if (socket === null || !socket.isSocket()) return false;
  requireOwn(socketPath, socket.uid);
  requireOwnFolder(path.dirname(socketPath));
  return true;
}

function statsOf(filePath: string): Stats | null {
  try {
    return lstatSync(filePath);
  } catch {
    return null;
  }
}

/** Throws `files/foreign-owner`, or `files/not-regular` for what is no folder, a link above all; gives its mode. */
export function requireOwnFolder(folder: string): number {
  const found = lstatSync(folder);
  if (!found.isDirectory()) {
    const kind = found.isSymbolicLink() ? 'a symbolic link' : 'no folder';
    throw new AppError('files/not-regular', { path: folder, kind });
  }
  requireOwn(folder, found.uid);
  return found.mode & 0o777;
}

function requireOwn(filePath: string, uid: number): void {
  if (uid === process.getuid?.()) return;
  throw new AppError('files/foreign-owner', { path: filePath, owner: `user ${uid}` });
}
