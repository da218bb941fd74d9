import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { syncFolder, writeAndSync } from '../platform/durable-file.ts';
import { isProcessAlive } from '../platform/process-alive.ts';
import { errnoOf } from './translate-errno.ts';

/**
 * `not-possible`: nothing happened, and writing into the file itself may work (`write-in-place.ts`).
 * `late`: replaced, but another program had written into the old file after the last look at it; what
 * it holds now.
 */
export type Replaced =
  | 'replaced'
  | 'changed-meanwhile'
  | 'not-possible'
  | { readonly late: Uint8Array };

/**
 * Puts a new file in the place of `target`, with the old one's mode and group: after a crash at any
 * moment it holds the old bytes or the new ones. `isUnchanged` is asked in the last moment, and whether
 * the old file still holds `before` afterwards. The mode is never widened; a new file gets 0600.
 */
export async function replaceFile(
  target: string,
  bytes: Uint8Array,
  {
    before,
    stats,
    isUnchanged,
  }: { before: Uint8Array; stats: Stats | null; isUnchanged: () => Promise<boolean> },
): Promise<Replaced> {
  await sweepTemporaries(target);
  const temporary = `${temporaryPrefix(target)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const file = createTemporary(temporary);
  if (file === null) return 'not-possible';
  let isThere = true;
  let old: number | null = null;
  try {
    await writeAndSync(file, bytes, () => {
      if (stats !== null) copyRights(file, stats);
    });
    if (!(await isUnchanged())) return 'changed-meanwhile';
    old = openOld(target);
    const outcome = await renameOver(temporary, target);
    if (outcome !== 'replaced') return outcome;
    isThere = false;
    // First, lest somebody goes on from ours before it is given back.
    const late = old === null ? null : await writtenLate(old, before);
    await syncFolderWherePossible(path.dirname(target));
    return late === null ? 'replaced' : { late };
  } finally {
    if (old !== null) closeSync(old);
    if (isThere) await unlink(temporary).catch(() => {});
  }
}

/** Kept open over the replacement; Windows would not replace it then. */
function openOld(target: string): number | null {
  if (process.platform === 'win32') return null;
  try {
    return openSync(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

const LATE_MS = 200;
const LOOK_MS = 10;

/**
 * `aws configure` opens the file itself, empties it and writes: between the last look and the
 * replacement there is time for that, and its change would go down with the old file.
 */
async function writtenLate(old: number, before: Uint8Array): Promise<Uint8Array | null> {
  const read = () => {
    const bytes = Buffer.alloc(fstatSync(old).size);
    return bytes.subarray(0, readSync(old, bytes, 0, bytes.length, 0));
  };
  try {
    let late = read();
    if (late.equals(before)) return null;
    // Empty: it is in the middle of it.
    for (let waitedMs = 0; late.length === 0 && waitedMs < LATE_MS; waitedMs += LOOK_MS) {
      await delay(LOOK_MS);
      late = read();
    }
    return late.length === 0 ? null : late;
  } catch {
    return null;
  }
}

/** Some file systems cannot sync a folder; they say so with these. */
export async function syncFolderWherePossible(folder: string): Promise<void> {
  await syncFolder(folder).catch((error: unknown) => {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES'].includes(errnoOf(error) ?? '')) throw error;
  });
}

function temporaryPrefix(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.latchkey-`);
}

function createTemporary(temporary: string): number | null {
  try {
    const flags =
      constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    return openSync(temporary, flags, 0o600);
  } catch (error) {
    // A folder that we may not write, around a file that perhaps we may.
    if (['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  }
}

function copyRights(file: number, stats: Stats): void {
  if (process.platform === 'win32') return;
  let mode = stats.mode & 0o777;
  const own = fstatSync(file);
  // A group that we are not in cannot be given; its rights must not go to another group then.
  if (own.gid !== stats.gid && !giveGroup(file, own.uid, stats.gid)) mode &= ~0o070;
  fchmodSync(file, mode);
}

function giveGroup(file: number, uid: number, gid: number): boolean {
  try {
    fchownSync(file, uid, gid);
    return true;
  } catch {
    return false;
  }
}

const WINDOWS_ATTEMPTS = 10;

/** Not possible, above all, where a single file is mounted into a container. */
async function renameOver(temporary: string, target: string): Promise<Replaced> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(temporary, target);
      return 'replaced';
    } catch (error) {
      const code = errnoOf(error) ?? '';
      const isHeldOpen =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (isHeldOpen && attempt < WINDOWS_ATTEMPTS) {
        await delay(50);
        continue;
      }
      if (['EBUSY', 'EXDEV', 'EPERM', 'EACCES', 'EROFS'].includes(code)) return 'not-possible';
      // Swept by a Latchkey in another container, which cannot see this process: once more.
      if (code === 'ENOENT') return 'changed-meanwhile';
      throw error;
    }
  }
}

const HOUR_MS = 3_600_000;

/** Removes what writers that died have left behind: it holds a copy of the file. */
async function sweepTemporaries(target: string): Promise<void> {
  const prefix = path.basename(temporaryPrefix(target));
  const folder = path.dirname(target);
  for (const name of namesIn(folder)) {
    const pid = name.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{12}\.tmp$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid === undefined) continue;
    const filePath = path.join(folder, name);
    const stats = await stat(filePath).catch(() => null);
    const isOld = stats !== null && Date.now() - stats.mtimeMs > HOUR_MS;
    if (isOld || !isProcessAlive(Number(pid))) await unlink(filePath).catch(() => {});
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
