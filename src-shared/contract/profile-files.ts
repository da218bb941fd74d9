import * as z from 'zod';
import { fileDiff } from './file-diff.ts';
import { failure } from './things.ts';
import { instant, plainText } from './values.ts';

/** A profile that Latchkey has written into an AWS file, and whether it is there as it was written. */
export const ownedProfile = z.strictObject({
  profile: z.string(),
  path: z.string(),
  standing: z.enum(['as-written', 'changed', 'gone']),
  /** Of its header; null when it is gone. */
  line: z.number().int().nullable(),
});
export type OwnedProfile = z.infer<typeof ownedProfile>;

export const profileDiff = z.strictObject({
  /**
   * For a target: from now to after switching to it. Without one: from the newest backup of each file
   * to now. None that stays as it is.
   */
  files: z.array(fileDiff),
  /** Everything of ours in both files. */
  owned: z.array(ownedProfile),
  /**
   * What keeps the target from being switched to. With `files/changed-elsewhere`, `files` shows what
   * replacing the section (`replaceChanged`) would do.
   */
  failure: failure.nullable(),
});
export type ProfileDiff = z.infer<typeof profileDiff>;

/** The AWS files as they were before a change of ours: one file or both. */
export const backup = z.strictObject({
  id: z.string(),
  takenAt: instant,
  /** The change that came next, in a few words: `switch dev`, `undo`. */
  why: plainText(200),
  /** `existed` false: there was no such file, and undoing removes it. */
  files: z.array(z.strictObject({ path: z.string(), existed: z.boolean() })).min(1),
});
export type Backup = z.infer<typeof backup>;

export const undoOutcome = z.strictObject({
  backup,
  /** From now to the backup. None that stays as it is. */
  files: z.array(fileDiff),
  /** Files that somebody else has changed since: without `insist` they keep the undo from being done. */
  changedSince: z.array(z.string()),
  /** False for a preview. */
  done: z.boolean(),
});
export type UndoOutcome = z.infer<typeof undoOutcome>;

/** Something in an AWS file that AWS's tools read differently, cannot read, or that should not be there. */
export const fileLint = z.strictObject({
  /** For `fixLint`; good until the file changes. */
  id: z.string(),
  /** A short name: `bom`, `duplicate-key`, `mode-too-wide`, `expired-session`. */
  rule: z.string(),
  path: z.string(),
  /** Counted from 1; for what concerns the file as a whole, 1. */
  line: z.number().int(),
  /** What Latchkey will not change until it is mended. */
  blocks: z.enum(['file', 'section', 'setting', 'nothing']),
  /** What it means, the middle of a sentence. */
  detail: z.string(),
  /** Null where no change is safe, or where there are too many to preview at once. */
  fix: z
    .strictObject({
      /** What the fix does, as a sentence. */
      does: z.string(),
      /** Without lines where only the file's rights change. */
      diff: fileDiff,
      /** Stands for this very preview. */
      hash: z.string(),
    })
    .nullable(),
});
export type FileLint = z.infer<typeof fileLint>;
