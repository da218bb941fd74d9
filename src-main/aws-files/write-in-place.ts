import { constants, existsSync } from 'node:fs';
import { open, readFile, unlink } from 'node:fs/promises';
import { writeDurably } from '../platform/durable-file.ts';
import { readAwsFile } from './read-file.ts';

/**
 * Writes into the file itself, for where it cannot be replaced: a single file mounted into a container,
 * a folder that we may not write. A crash could leave it half written, so both versions rest at
 * `backupPath` (in our own folder, 0600) until it is done; `mendAfterCrash` looks there. False: the
 * file changed meanwhile and nothing was written.
 */
export async function writeInPlace(
  target: string,
  {
    before,
    after,
    backupPath,
    isUnchanged,
  }: {
    before: Uint8Array;
    after: Uint8Array;
    backupPath: string;
    isUnchanged: () => Promise<boolean>;
  },
): Promise<boolean> {
  const backup: Backup = {
    before: Buffer.from(before).toString('base64'),
    after: Buffer.from(after).toString('base64'),
  };
  let isIntact = true;
  try {
    await writeDurably(backupPath, Buffer.from(JSON.stringify(backup)));
    if (!(await isUnchanged())) return false;
    isIntact = false;
    try {
      await overwrite(target, after);
      isIntact = true;
    } catch (error) {
      await overwrite(target, before);
      isIntact = true;
      throw error;
    }
  } finally {
    if (isIntact) await unlink(backupPath).catch(() => {});
  }
  return true;
}

interface Backup {
  readonly before: string;
  readonly after: string;
}

/** Puts the old bytes back where a crash left our own write half done; a file that anyone else wrote since stays. */
export async function mendAfterCrash(target: string, backupPath: string): Promise<void> {
  if (!existsSync(backupPath)) return;
  const backup = JSON.parse(await readFile(backupPath, 'utf8')) as Backup;
  const before = Buffer.from(backup.before, 'base64');
  const current = await readAwsFile(target);
  if (
    current !== null &&
    isHalfWritten(current.bytes, before, Buffer.from(backup.after, 'base64'))
  ) {
    await overwrite(target, before);
  }
  await unlink(backupPath);
}

/** `overwrite` writes from the front and cuts at last, so a half-written file is new in front and old behind. */
export function isHalfWritten(current: Uint8Array, before: Uint8Array, after: Uint8Array): boolean {
  let written = 0;
  while (written < current.length && current[written] === after[written]) written++;
  return Buffer.from(current.subarray(written)).equals(
    before.subarray(Math.min(written, before.length)),
  );
}

async function overwrite(target: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(
    target,
    constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    let done = 0;
    while (done < bytes.length)
      done += (await handle.write(bytes, done, bytes.length - done, done)).bytesWritten;
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
