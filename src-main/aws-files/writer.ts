import { createHash } from 'node:crypto';
import { mkdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';
import type { AwsFile, Document } from './document.ts';
import { LINTS } from './lints.ts';
import { readAwsFile, type FileContent } from './read-file.ts';
import { replaceFile, syncFolderWherePossible, type Replaced } from './replace-file.ts';
import { checkFile, checkMayChange, resolveTarget } from './resolve-target.ts';
import { translateErrno } from './translate-errno.ts';
import { mendAfterCrash, writeInPlace } from './write-in-place.ts';

/**
 * Decides the new bytes; the same ones where nothing is to change, null to remove the file. It is
 * called again when somebody else wrote meanwhile. `exists` is false for a file that is not there.
 */
export type Edit = (document: Document, exists: boolean) => Uint8Array | null;

export interface WriterDeps {
  /** Of our own; processes of ours that write one AWS file queue up here. */
  readonly lockFolder: string;
  readonly clock: Clock;
  readonly parse: (bytes: Uint8Array, file: AwsFile) => Document;
  /** Called with both versions, each time anew. The file is not touched before it is done, nor when it throws. */
  readonly beforeReplace: (replacement: Replacement) => Promise<void>;
}

/** What is about to happen to a file. */
export interface Replacement {
  readonly path: string;
  readonly before: Uint8Array;
  /** Of `before`. */
  readonly document: Document;
  /** Null: the file is to be removed. */
  readonly after: Uint8Array | null;
  /** Null where there is no file yet. */
  readonly mode: number | null;
}

const MOST_ATTEMPTS = 5;

/**
 * Changes one of the user's AWS files (security.md §3.6): links are followed, mode and group stay, the
 * file is replaced as a whole, and what another program writes meanwhile is kept. Nothing is
 * written when nothing changes. Throws what `edit` throws, and `files/*`.
 */
export async function editFile(
  file: AwsFile,
  edit: Edit,
  deps: WriterDeps,
): Promise<{ readonly changed: boolean }> {
  try {
    const target = await resolveTarget(file.path);
    const lockPath = path.join(
      deps.lockFolder,
      `aws-file-${createHash('sha256').update(target).digest('hex').slice(0, 32)}.lock`,
    );
    return await withLock(lockPath, deps.clock, () =>
      editUnderLock({ file, target, backupPath: `${lockPath}.backup` }, edit, deps),
    );
  } catch (error) {
    if (isAppError(error, 'state/busy'))
      throw new AppError('files/busy', { path: file.path }, error);
    throw translateErrno(error, placeOf(error, deps.lockFolder) ?? file.path, 'write');
  }
}

/** Our own folder can fail as well, and then the user must not be sent to the AWS files. */
function placeOf(error: unknown, lockFolder: string): string | null {
  const failed = error instanceof Error ? (error as NodeJS.ErrnoException).path : undefined;
  return failed !== undefined && failed.startsWith(lockFolder) ? lockFolder : null;
}

interface Place {
  readonly file: AwsFile;
  /** The file itself, behind all links. */
  readonly target: string;
  readonly backupPath: string;
}

async function editUnderLock(
  place: Place,
  edit: Edit,
  deps: WriterDeps,
): Promise<{ readonly changed: boolean }> {
  await mendAfterCrash(place.target, place.backupPath);
  let hasWritten = false;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const { content, document } = await readSettled(place, deps);
    const after = edit(document, content !== null);
    const before = document.bytes;
    if (after === null ? content === null : isSameBytes(after, before))
      return { changed: hasWritten };
    if (content !== null) checkMayChange(place.file.path, content.stats);
    const mode = content === null ? null : content.stats.mode & 0o777;
    // The new file is made durable next to the old one while the hook does the same for what it keeps.
    const hook = deps.beforeReplace({ path: place.file.path, before, document, after, mode });
    const hookEnds = hook.catch(() => {});
    const isUnchanged = async () => {
      await hook;
      return isSameContent(content, await readAwsFile(place.target));
    };
    const written = await write(place, { content, after, isUnchanged }).finally(() => hookEnds);
    if (written === 'replaced') return { changed: true };
    if (written === 'changed-meanwhile') continue;
    hasWritten = true;
    await giveBack(place.target, written.late, after);
  }
  throw new AppError('files/busy', { path: place.file.path });
}

/** Puts what another program wrote into the old file in the place of ours, which is then made on top of it. */
async function giveBack(target: string, late: Uint8Array, ours: Uint8Array | null): Promise<void> {
  const content = await readAwsFile(target);
  // Somebody else has gone on from our bytes: theirs count.
  if (content === null || ours === null || !isSameBytes(ours, content.bytes)) return;
  const isUnchanged = async () => isSameContent(content, await readAwsFile(target));
  await replaceFile(target, late, { before: ours, stats: content.stats, isUnchanged });
}

/** A file changed within this time may be half written by a program that writes in place, as `aws configure` does. */
const FRESH_MS = 2000;
const SETTLE_MS = 200;

/** The file; an empty or unreadable one is read again a moment later when it has just been touched. */
async function readSettled(
  place: Place,
  deps: WriterDeps,
): Promise<{ content: FileContent | null; document: Document }> {
  const read = async () => {
    const content = await readAwsFile(place.target);
    if (content !== null) checkFile(place.file.path, content.stats);
    return { content, document: deps.parse(content?.bytes ?? new Uint8Array(), place.file) };
  };
  const first = await read();
  if (first.content === null) return first;
  const isFresh = Math.abs(deps.clock.now() - first.content.stats.mtimeMs) < FRESH_MS;
  const isOdd =
    first.content.bytes.length === 0 ||
    first.document.lints.some(({ rule }) => ['bytes', 'file'].includes(LINTS[rule].blocks));
  if (!isFresh || !isOdd) return first;
  await deps.clock.sleep(SETTLE_MS);
  return read();
}

/** `changed-meanwhile`: somebody else was faster, and nothing was written. */
async function write(
  { target, file, backupPath }: Place,
  {
    content,
    after,
    isUnchanged,
  }: {
    readonly content: FileContent | null;
    readonly after: Uint8Array | null;
    readonly isUnchanged: () => Promise<boolean>;
  },
): Promise<Exclude<Replaced, 'not-possible'>> {
  if (after === null) {
    if (!(await isUnchanged())) return 'changed-meanwhile';
    await unlink(target);
    await syncFolderWherePossible(path.dirname(target));
    return 'replaced';
  }
  if (content === null) await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const before = content?.bytes ?? new Uint8Array();
  const stats = content?.stats ?? null;
  const outcome = await replaceFile(target, after, { before, stats, isUnchanged });
  if (outcome !== 'not-possible') return outcome;
  if (content === null) throw new AppError('files/read-only', { path: file.path });
  const isWritten = await writeInPlace(target, { before, after, backupPath, isUnchanged });
  return isWritten ? 'replaced' : 'changed-meanwhile';
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one.buffer, one.byteOffset, one.length).equals(other);
}

function isSameContent(one: FileContent | null, other: FileContent | null): boolean {
  if (one === null || other === null) return one === other;
  return one.stats.mode === other.stats.mode && isSameBytes(one.bytes, other.bytes);
}
