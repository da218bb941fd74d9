import type { UndoOutcome } from '#shared/contract/profile-files.ts';
import { AppError } from '#shared/errors.ts';
import {
  backupView,
  hashOf,
  type Backup,
  type BackupFile,
  type Backups,
} from '../aws-files/backups.ts';
import { diffFile } from '../aws-files/diff.ts';
import { parse, textOf, type AwsFile } from '../aws-files/document.ts';
import { editFile, type Replacement } from '../aws-files/writer.ts';
import type { OwnershipStore } from '../delivery/delivery.ts';
import { ownPartOf, ownSections, profileIn } from '../delivery/own-part.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import { isChangedSince } from './decide-undo.ts';
import type { UndoRequest } from './profiles.ts';
import type { AwsFiles, ReadFile } from './read-aws-files.ts';

export interface UndoDeps {
  readonly files: AwsFiles;
  readonly readFile: (file: AwsFile) => Promise<ReadFile>;
  readonly backups: Backups;
  readonly ownership: OwnershipStore;
  readonly book: SessionBook;
  /** The profile that a target is delivered under; null when there is no such target any more. */
  readonly profileOf: (target: string) => string | null;
  readonly lockFolder: string;
  readonly clock: Clock;
}

/** Puts a backup back as one change of ours, with a backup of its own: undoing can be undone. */
export function createUndo(deps: UndoDeps): (request: UndoRequest) => Promise<UndoOutcome> {
  return async ({ backup: id, preview = false, insist = false }) => {
    const all = await deps.backups.list();
    const plan = await choose(all, id, deps);
    if (plan === null) throw new AppError('files/no-backup', { backup: id ?? null });
    const { backup, steps } = plan;
    const outcome = {
      backup: backupView(backup),
      files: steps.map(({ diff }) => diff).filter(({ lines }) => lines.length > 0),
      changedSince: steps.filter(({ isChanged }) => isChanged).map(({ now }) => now.file.path),
    };
    if (preview) return { ...outcome, done: false };
    const [changed] = outcome.changedSince;
    if (changed !== undefined && !insist)
      throw new AppError('files/changed-since', { path: changed });
    const change = deps.backups.start({ why: 'undo', always: true });
    for (const step of steps) await putBack(step, change.beforeReplace, deps);
    await correctSessions(steps, deps);
    return { ...outcome, done: true };
  };
}

interface Step {
  readonly kept: BackupFile;
  readonly now: ReadFile;
  readonly restored: Uint8Array | null;
  readonly diff: UndoOutcome['files'][number];
  /** By somebody else, since. */
  readonly isChanged: boolean;
}

/** The backup of that id; without one, the newest that differs from what is there. */
async function choose(
  all: readonly Backup[],
  id: string | undefined,
  deps: UndoDeps,
): Promise<{ backup: Backup; steps: Step[] } | null> {
  for (const backup of all) {
    if (id !== undefined && backup.id !== id) continue;
    const steps: Step[] = [];
    for (const kept of backup.files) {
      const step = await stepFor(kept, all, deps);
      if (step !== null) steps.push(step);
    }
    if (steps.some(({ diff }) => id !== undefined || diff.lines.length > 0))
      return { backup, steps };
  }
  return null;
}

/** Null for a file that is none of the two any more: the environment names others now. */
async function stepFor(
  kept: BackupFile,
  all: readonly Backup[],
  { files, readFile, backups, ownership }: UndoDeps,
): Promise<Step | null> {
  const file = [files.credentials, files.config].find(({ path }) => path === kept.path);
  if (file === undefined) return null;
  const now = await readFile(file);
  const restored = await backups.read(kept);
  const outside = hashOf(ownPartOf(now.document, ownership.list()).outside);
  return {
    kept,
    now,
    restored,
    diff: diffFile({ path: kept.path, before: now.bytes, after: restored }),
    isChanged: isChangedSince(
      kept,
      all.flatMap((backup) => backup.files),
      outside,
    ),
  };
}

async function putBack(
  { kept, now, restored }: Step,
  backUp: (replacement: Replacement) => Promise<void>,
  deps: UndoDeps,
): Promise<void> {
  const { ownership, lockFolder, clock } = deps;
  const recordsOf = () => ownership.list().filter(({ path }) => path === kept.path);
  const beforeReplace = async (replacement: Replacement) => {
    await backUp(replacement);
    // Until the file is written, both what is there and what comes back is ours.
    for (const { section, hash } of kept.owned) {
      const record = recordsOf().find((other) => other.section === section);
      const hashes = new Set([...hash.split(' '), ...(record?.hash.split(' ') ?? [])]);
      await ownership.put({ path: kept.path, section, hash: [...hashes].join(' ') });
    }
  };
  const edit = (document: { readonly bytes: Uint8Array }, exists: boolean) => {
    // What was not looked at is not overwritten, however much one insists.
    if (exists !== now.exists || !Buffer.from(now.document.bytes).equals(document.bytes))
      throw new AppError('files/changed-since', { path: kept.path });
    return restored;
  };
  await editFile(now.file, edit, { lockFolder, clock, parse, beforeReplace });
  const then = new Map(kept.owned.map(({ section, hash }) => [section, hash]));
  for (const { path, section } of recordsOf())
    if (!then.has(section)) await ownership.remove(path, section);
  for (const [section, hash] of then) await ownership.put({ path: kept.path, section, hash });
}

/** A session counts as delivered exactly where its own keys stand in a section of ours. */
async function correctSessions(
  steps: readonly Step[],
  { files, ownership, book, profileOf }: UndoDeps,
): Promise<void> {
  const step = steps.find(({ kept }) => kept.path === files.credentials.path);
  if (step === undefined) return;
  const document = parse(step.restored ?? new Uint8Array(), files.credentials);
  const sections = ownSections(document, ownership.list());
  for (const [target, session] of book.all()) {
    const profile = session.deliveredTo?.profile ?? profileOf(target);
    const own = sections.find(({ owned }) => profileIn(owned) === profile);
    const isThere =
      own !== undefined &&
      textOf(document, own.section.start, own.section.end).includes(
        session.credentials.accessKeyId,
      );
    if (isThere === (session.deliveredTo !== null)) continue;
    await book.put(target, {
      ...session,
      deliveredTo: isThere && profile !== null ? { profile, path: files.credentials.path } : null,
    });
  }
}
