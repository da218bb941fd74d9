import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Whether a socket is there that is ours alone. Throws `files/foreign-owner` when somebody else made it or its folder. */
export async function isOwnSocket(socketPath: string): Promise<boolean> {
  // A named pipe has no owner to ask for; Windows lets nobody else write to it.
  if (process.platform === 'win32') return true;
  const socket = await lstat(socketPath).catch(() => null);
  if (socket === null || !socket.isSocket()) return false;
  requireOwn(socketPath, socket.uid);
  await requireOwnFolder(path.dirname(socketPath));
  return true;
}

/** Throws `files/foreign-owner`, or `files/not-regular` for what is no folder, a link above all; gives its mode. */
export async function requireOwnFolder(folder: string): Promise<number> {
  const found = await lstat(folder);
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
