import { createHash } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { writeDurably } from '../platform/durable-file.ts';
import { isNumber, recordOf } from '../platform/guards.ts';
import { withLock } from '../platform/lock.ts';

/** A JSON document of ours that is not secret, shared by all our processes. */
export interface DocumentStore<T> {
  current(): T;
  /** Applies a change to the newest document, as one step among all our processes. `change` may throw; then nothing is written. */
  update(change: (content: T) => T): Promise<T>;
  /** Looks whether another process has written meanwhile. */
  refresh(): Promise<void>;
  onChange(listener: () => void): void;
}

/**
 * Reading every value of a large document with care takes longer than all else of a start (G6). A mark beside the
 * document says that a Latchkey that knows the same shape has written exactly these bytes.
 */
export interface KnownShape<T> {
  /** Changes with whatever a document may hold. */
  readonly shape: string;
  /** What bytes with a mark hold. */
  readonly take: (text: string) => T;
}

export type ReadDocument<T> =
  | { readonly kind: 'content'; readonly content: T }
  | { readonly kind: 'newer'; readonly version: number; readonly supported: number }
  | { readonly kind: 'damaged' };

const hasVersion = recordOf({ version: isNumber }, { open: true });

/** What to say of a document that a newer Latchkey has written; null where none has. */
export function newerThan(
  supported: number,
  content: unknown,
): Extract<ReadDocument<never>, { kind: 'newer' }> | null {
  return hasVersion(content) && content.version > supported
    ? { kind: 'newer', version: content.version, supported }
    : null;
}

/**
 * Opens the document, or starts an empty one in memory: nothing is written until something changes.
 * Throws `state/newer`; `state/damaged` after setting the document aside; `state/unusable`.
 */
export async function openDocumentStore<T>(deps: {
  readonly file: string;
  readonly lockFolder: string;
  readonly clock: Clock;
  readonly empty: T;
  readonly read: (text: string) => ReadDocument<T> | Promise<ReadDocument<T>>;
  readonly print: (content: T) => string;
  readonly known?: KnownShape<T>;
}): Promise<DocumentStore<T>> {
  const { file, clock } = deps;
  const lockPath = path.join(deps.lockFolder, `${path.basename(file, '.json')}.lock`);
  const listeners: (() => void)[] = [];
  let current = deps.empty;
  let seen: string | null = null;

  const adopt = (next: T) => {
    if (next === current) return;
    current = next;
    for (const listener of listeners) listener();
  };

  /** Whether the document is damaged. */
  const load = async (): Promise<boolean> => {
    const mark = await fileMark(file);
    // A document that vanished under us is not an order to forget: what we hold is written next time.
    if (mark === seen || mark === null) return false;
    const next = await readContent(deps);
    if (next === DAMAGED) return true;
    seen = mark;
    adopt(next);
    return false;
  };

  // Under the lock, lest another process has just written a good one in its place.
  const loadOrSetAside = async () => {
    if (!(await load())) return;
    const setAside = `${file}.damaged-${clock.now()}`;
    await rename(file, setAside);
    throw new AppError('state/damaged', { path: file, setAside });
  };

  const refresh = async () => {
    if (await load()) await withLock(lockPath, clock, loadOrSetAside);
  };

  await refresh();
  return {
    current: () => current,
    refresh,
    update: (change) =>
      withLock(lockPath, clock, async () => {
        await loadOrSetAside();
        const next = change(current);
        if (next !== current) {
          const text = deps.print(next);
          await writeDurably(file, Buffer.from(text)).catch((error: unknown) => {
            throw unusable(file, error);
          });
          if (deps.known !== undefined) await leaveMark(file, deps.known, text);
          seen = await fileMark(file);
          adopt(next);
        }
        return next;
      }),
    onChange: (listener) => void listeners.push(listener),
  };
}

const DAMAGED = Symbol('damaged');

async function readContent<T>(deps: {
  readonly file: string;
  readonly read: (text: string) => ReadDocument<T> | Promise<ReadDocument<T>>;
  readonly known?: KnownShape<T>;
}): Promise<T | typeof DAMAGED> {
  const { file, known } = deps;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unusable(file, error);
  });
  if (known !== undefined && (await hasMark(file, known, text))) return known.take(text);
  const found = await deps.read(text);
  switch (found.kind) {
    case 'content':
      return found.content;
    case 'newer':
      throw new AppError('state/newer', {
        path: file,
        version: found.version,
        supported: found.supported,
      });
    case 'damaged':
      return DAMAGED;
  }
}

const markOf = (file: string) => `${file}.mark`;

function markText<T>({ shape }: KnownShape<T>, text: string): string {
  return createHash('sha256').update(shape).update(text).digest('hex');
}

/** A mark that is missing, torn or of other bytes says nothing, and costs a careful reading. */
async function hasMark<T>(file: string, known: KnownShape<T>, text: string): Promise<boolean> {
  const mark = await readFile(markOf(file), 'utf8').catch(() => null);
  return mark !== null && mark === markText(known, text);
}

async function leaveMark<T>(file: string, known: KnownShape<T>, text: string): Promise<void> {
  await writeFile(markOf(file), markText(known, text), { mode: 0o600 }).catch(() => {});
}

/** Changes whenever the file was replaced. */
async function fileMark(filePath: string): Promise<string | null> {
  try {
    const { mtimeNs, ino, size } = await stat(filePath, { bigint: true });
    return `${mtimeNs}:${ino}:${size}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(filePath, error);
  }
}

function unusable(filePath: string, error: unknown): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new AppError('state/unusable', { path: filePath, reason }, error);
}
