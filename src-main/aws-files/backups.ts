import type { Backup as BackupView } from '#shared/contract/profile-files.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { writeDurably } from '../platform/durable-file.ts';
import type { Sealer } from '../secrets/vault.ts';
import {
  readBackup,
  readHeader,
  printBackup,
  type BackupHeader,
  type OwnedThen,
} from './backup-file.ts';
import { parse, type Document } from './document.ts';
import { errnoOf, translateErrno } from './translate-errno.ts';
import type { Replacement } from './writer.ts';

/** Copies of the AWS files as they were before our changes, in our own folder; secret values in them are encrypted. */
export interface Backups {
  /**
   * The hook for the writer during one change of ours, of one file or both. Each file is backed up
   * before it is touched, where what is not ours differs from its newest backup, and always with
   * `always`. Throws `files/backup-failed`, and `vault/*` when there are secrets to encrypt.
   */
  start(change: { readonly why: string; readonly always: boolean }): Change;
  /** Newest first: what can be put back. */
  list(): Promise<readonly Backup[]>;
  /** Throws `files/backup-unreadable`, `vault/*`. */
  read(file: BackupFile): Promise<Uint8Array | null>;
}

export interface Change {
  readonly id: string;
  readonly beforeReplace: (replacement: Replacement) => Promise<void>;
}

/** All files that one change was about to touch. */
export interface Backup {
  readonly id: string;
  readonly takenAtMs: number;
  readonly why: string;
  readonly files: readonly BackupFile[];
}

export interface BackupFile extends BackupHeader {
  /** Where it rests. */
  readonly backupPath: string;
  /** Counts up for each AWS file. */
  readonly number: number;
}

/** What of a file is ours, as the record of ownership has it. */
export interface OwnPart {
  readonly owned: OwnedThen[];
  /** The rest of the file: what must never be lost. */
  readonly outside: Uint8Array;
}

export interface BackupsDeps {
  readonly folder: string;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly randomId: () => string;
  readonly ownPartOf: (document: Document) => OwnPart;
}

const KEPT_PER_FILE = 10;

export function createBackups(deps: BackupsDeps): Backups {
  const { folder, clock, sealer } = deps;

  const keep = async (
    change: { id: string; why: string; always: boolean },
    replacement: Replacement,
  ) => {
    const { path: filePath, before, document, after, mode } = replacement;
    const own = deps.ownPartOf(document);
    const outside = hashOf(own.outside);
    const newest = newestFor(folder, filePath);
    // The usual case by far: somebody else's part is as it was backed up last.
    const isKept = newest?.outside === outside && newest.changeId !== change.id;
    if (!change.always && isKept) return;
    const known = listFor(folder, filePath);
    // The writer asks anew when somebody else was faster: then the copy made first is out of date.
    const mine = known.find(({ changeId }) => changeId === change.id);
    const number = mine?.number ?? (newest?.number ?? 0) + 1;
    const bytes = printBackup(
      {
        path: filePath,
        changeId: change.id,
        why: change.why,
        takenAtMs: clock.now(),
        existed: mode !== null,
        mode,
        size: before.length,
        outside,
        outsideAfter: hashOf(
          after === null ? new Uint8Array() : deps.ownPartOf(parse(after, document.file)).outside,
        ),
        owned: own.owned,
      },
      before,
      sealer,
    );
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(path.join(folder, nameOf(filePath, number, change.id)), bytes);
    const old = known.filter((entry) => entry !== mine).slice(0, -(KEPT_PER_FILE - 1));
    for (const { backupPath } of old) await unlink(backupPath).catch(() => {});
  };

  return {
    start({ why, always }) {
      const change = { id: deps.randomId(), why, always };
      return {
        id: change.id,
        beforeReplace: (replacement) =>
          keep(change, replacement).catch((error: unknown) => {
            if (isAppError(error)) throw error;
            throw new AppError(
              'files/backup-failed',
              { path: replacement.path, reason: errnoOf(error) ?? 'unknown' },
              error,
            );
          }),
      };
    },
    async list() {
      const changes = new Map<
        string,
        { id: string; takenAtMs: number; why: string; files: BackupFile[] }
      >();
      for (const file of allIn(folder)) {
        const change = changes.get(file.changeId) ?? {
          id: file.changeId,
          takenAtMs: file.takenAtMs,
          why: file.why,
          files: [],
        };
        change.files.push(file);
        changes.set(file.changeId, {
          ...change,
          takenAtMs: Math.max(change.takenAtMs, file.takenAtMs),
        });
      }
      for (const { files } of changes.values()) {
        files.sort((one, other) => (one.path < other.path ? -1 : 1));
      }
      return [...changes.values()].toSorted(
        (one, other) => other.takenAtMs - one.takenAtMs || numberOf(other) - numberOf(one),
      );
    },
    read: (file) => readBackup(file, sealer),
  };
}

/** A backup as surfaces show it. */
export function backupView({ id, takenAtMs, why, files }: Backup): BackupView {
  return {
    id,
    takenAt: instantOf(takenAtMs),
    why,
    files: files.map(({ path: filePath, existed }) => ({ path: filePath, existed })),
  };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const numberOf = ({ files }: Backup) => Math.max(...files.map(({ number }) => number));

function prefixOf(filePath: string): string {
  return hashOf(Buffer.from(filePath)).slice(0, 16);
}

function nameOf(filePath: string, number: number, changeId: string): string {
  return `${prefixOf(filePath)}-${String(number).padStart(8, '0')}-${changeId}.backup`;
}

const NAME = /^([0-9a-f]{16})-(\d{8})-[\w-]+\.backup$/;

/** In order of time, oldest first, for each file. */
function listAll(folder: string, prefix = ''): BackupFile[] {
  const found: BackupFile[] = [];
  for (const name of namesIn(folder, prefix)) {
    const file = lookAt(folder, name);
    if (file !== null) found.push(file);
  }
  return found;
}

function allIn(folder: string): BackupFile[] {
  try {
    return listAll(folder);
  } catch (error) {
    throw translateErrno(error, folder, 'read');
  }
}

function newestFor(folder: string, filePath: string): BackupFile | null {
  for (const name of namesIn(folder, prefixOf(filePath)).toReversed()) {
    const file = lookAt(folder, name);
    if (file?.path === filePath) return file;
  }
  return null;
}

function namesIn(folder: string, prefix: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix) && NAME.test(name));
    return names.toSorted((one, other) => (one < other ? -1 : 1));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Null for one that is damaged or newer than this Latchkey: no backup to offer, and no reason to stop. */
function lookAt(folder: string, name: string): BackupFile | null {
  const backupPath = path.join(folder, name);
  const header = readHeader(backupPath);
  return header === null ? null : { ...header, backupPath, number: Number(NAME.exec(name)?.[2]) };
}

function listFor(folder: string, filePath: string): BackupFile[] {
  const all = listAll(folder, prefixOf(filePath));
  return all.filter((entry) => entry.path === filePath);
}
