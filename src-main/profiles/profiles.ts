import type { Backup, FileLint, ProfileDiff, UndoOutcome } from '#shared/contract/profile-files.ts';
import type { Target } from '#shared/contract/things.ts';

/** What Latchkey changes in the AWS files, shown before and after, and taken back. */
export interface Profiles {
  /** Throws `input/unknown` for the target, `files/*`. */
  diff(target: string | null): Promise<ProfileDiff>;
  /** Newest first. */
  backups(): Promise<Backup[]>;
  /** Throws `files/no-backup`, `files/changed-since` unless `insist`, `files/backup-unreadable`, `files/*`, `vault/*`. */
  undo(request: UndoRequest): Promise<UndoOutcome>;
  /** One file that cannot be read does not hide the other: it is among the failures. */
  lints(): Promise<{ lints: FileLint[]; failures: NonNullable<Target['failure']>[] }>;
  /** Throws `files/changed-since-preview`, `files/*`, `vault/*`. */
  fixLint(fix: { readonly id: string; readonly hash: string }): Promise<void>;
}

export interface UndoRequest {
  readonly backup?: string | undefined;
  /** Shows what would be done, and does nothing. */
  readonly preview?: boolean | undefined;
  /** Puts the backup back although somebody else changed the file since. */
  readonly insist?: boolean | undefined;
}
