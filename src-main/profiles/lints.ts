import { chmod } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { FileLint } from '#shared/contract/profile-files.ts';
import type { Target } from '#shared/contract/things.ts';
import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import { hashOf, type Backups } from '../aws-files/backups.ts';
import { diffFile } from '../aws-files/diff.ts';
import { parse, type AwsFile, type Document } from '../aws-files/document.ts';
import { expiredSessions } from '../aws-files/expired-sessions.ts';
import { fixExpired, fixOf, type LintFix } from '../aws-files/lint-fixes.ts';
import { lintsOf } from '../aws-files/lint-names.ts';
import { LINTS } from '../aws-files/lints.ts';
import { resolveTarget } from '../aws-files/resolve-target.ts';
import { translateErrno } from '../aws-files/translate-errno.ts';
import { editFile } from '../aws-files/writer.ts';
import type { OwnershipStore } from '../delivery/delivery.ts';
import { ownSections } from '../delivery/own-part.ts';
import type { Clock } from '../platform/clock.ts';
import type { AwsFiles, ReadFile } from './read-aws-files.ts';

export interface LintDeps {
  readonly files: AwsFiles;
  readonly readFile: (file: AwsFile) => Promise<ReadFile>;
  readonly backups: Backups;
  readonly ownership: Pick<OwnershipStore, 'list'>;
  readonly lockFolder: string;
  readonly clock: Clock;
}

/** Every oddity of both files, with a preview of its fix where there is a safe one. */
export async function listLints(
  deps: LintDeps,
): Promise<{ lints: FileLint[]; failures: NonNullable<Target['failure']>[] }> {
  const lints: FileLint[] = [];
  const failures: NonNullable<Target['failure']>[] = [];
  for (const file of [deps.files.credentials, deps.files.config]) {
    try {
      const read = await deps.readFile(file);
      let previews = Math.max(
        3,
        Math.min(MOST_PREVIEWS, Math.floor(PREVIEW_BYTES / (read.document.bytes.length + 1))),
      );
      for (const oddity of odditiesOf(read, deps)) {
        const { id, rule, line, blocks, detail } = oddity;
        const fix = previews > 0 ? previewOf(read, oddity, deps) : null;
        if (fix !== null) previews--;
        // A large file takes each of them a while, and others wait for main meanwhile.
        if (previews > 0) await setImmediate();
        lints.push({ id, rule, path: file.path, line, blocks, detail, fix });
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      failures.push(failureOf(error) as NonNullable<Target['failure']>);
    }
  }
  return { lints, failures };
}

/** Does a fix if the file, and so the fix, is as it was previewed. */
export async function fixLint(
  { id, hash }: { readonly id: string; readonly hash: string },
  deps: LintDeps,
): Promise<void> {
  const file = id.startsWith('config:') ? deps.files.config : deps.files.credentials;
  const stale = new AppError('files/changed-since-preview', { path: file.path });
  const read = await deps.readFile(file);
  const fixed = (now: ReadFile) => {
    const oddity = odditiesOf(now, deps).find((candidate) => candidate.id === id);
    const preview = oddity === undefined ? null : previewOf(now, oddity, deps);
    if (oddity === undefined || preview?.hash !== hash) throw stale;
    return oddity;
  };
  if (fixed(read).rule === 'mode-too-wide') return narrow(read);
  const change = deps.backups.start({ why: `fix ${id.split(':')[1] ?? 'lint'}`, always: true });
  const edit = (document: Document, exists: boolean): Uint8Array =>
    fixed({ ...read, document, exists }).fix(document)?.bytes ?? document.bytes;
  await editFile(file, edit, { ...deps, parse, beforeReplace: change.beforeReplace });
}

/** How many there are, for a badge. */
export function countLints(read: ReadFile, deps: Pick<LintDeps, 'ownership' | 'clock'>): number {
  return odditiesOf(read, deps).length;
}

/** Each preview reads the whole file as both of AWS's readers do. */
const MOST_PREVIEWS = 40;
const PREVIEW_BYTES = 2 * 1024 * 1024;

interface Oddity extends Pick<FileLint, 'id' | 'rule' | 'line' | 'blocks' | 'detail'> {
  readonly fix: (document: Document) => LintFix | null;
}

function odditiesOf(
  read: ReadFile,
  { ownership, clock }: Pick<LintDeps, 'ownership' | 'clock'>,
): Oddity[] {
  const { document, file, mode } = read;
  const found: Oddity[] = [];
  const seen = new Set<string>();
  const add = (oddity: Omit<Oddity, 'id'>) => {
    const id = `${file.kind}:${oddity.rule}:${oddity.line}`;
    if (seen.has(id)) return;
    seen.add(id);
    found.push({ ...oddity, id });
  };
  if (mode !== null && (mode & 0o077) !== 0 && process.platform !== 'win32') {
    const detail = `other users may look into the file (mode ${octal(mode)})`;
    add({ rule: 'mode-too-wide', line: 1, blocks: 'nothing', detail, fix: () => null });
  }
  for (const lint of lintsOf(document)) {
    const { blocks, detail } = LINTS[lint.rule];
    add({
      rule: lint.rule,
      line: lint.line,
      blocks: blocks === 'bytes' ? 'file' : blocks,
      detail,
      fix: (now) => fixOf(now, lint),
    });
  }
  const ours = new Set(ownSections(document, ownership.list()).map(({ section }) => section.line));
  for (const { section, line } of expiredSessions(document, clock.now())) {
    if (ours.has(section.line)) continue;
    const fix = (now: Document) => {
      const expired = expiredSessions(now, clock.now()).find(
        (candidate) => candidate.line === line,
      );
      return expired === undefined ? null : fixExpired(now, expired);
    };
    add({
      rule: 'expired-session',
      line,
      blocks: 'nothing',
      detail: `another tool left a session in [${section.botocoreName}] that is over`,
      fix,
    });
  }
  return found.toSorted((one, other) => one.line - other.line);
}

function previewOf(
  read: ReadFile,
  oddity: Oddity,
  { ownership }: Pick<LintDeps, 'ownership'>,
): FileLint['fix'] {
  const { document, file, mode } = read;
  const hash = hashOf(Buffer.concat([Buffer.from(`${oddity.id} ${mode} `), document.bytes]));
  if (oddity.rule === 'mode-too-wide' && mode !== null) {
    const does = `Takes the rights of other users away: mode ${octal(mode)} becomes ${octal(mode & 0o700)}.`;
    return { does, diff: { path: file.path, lines: [] }, hash };
  }
  const fix = oddity.fix(document);
  if (fix === null || fix.bytes === document.bytes) return null;
  // What is ours must still be known as ours afterwards.
  const ours = (bytes: Uint8Array) => ownSections(parse(bytes, file), ownership.list()).length;
  if (ours(fix.bytes) !== ownSections(document, ownership.list()).length) return null;
  return {
    does: fix.does,
    diff: diffFile({ path: file.path, before: document.bytes, after: fix.bytes }),
    hash,
  };
}

async function narrow({ file, mode }: ReadFile): Promise<void> {
  try {
    await chmod(await resolveTarget(file.path), (mode ?? 0o600) & 0o700);
  } catch (error) {
    throw translateErrno(error, file.path, 'write');
  }
}

function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}
