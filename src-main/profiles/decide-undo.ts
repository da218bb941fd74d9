import type { BackupFile } from '../aws-files/backups.ts';

/**
 * Whether somebody else changed what is not ours after a backup. From it on, each change of ours has
 * to begin where the one before ended, and the file has to be where the last one ended; one that was
 * backed up and then not written ends where it began. All by hashes of what is outside our sections.
 */
export function isChangedSince(
  chosen: BackupFile,
  all: readonly Pick<BackupFile, 'path' | 'number' | 'outside' | 'outsideAfter'>[],
  outsideNow: string,
): boolean {
  const later = all
    .filter(({ path, number }) => path === chosen.path && number > chosen.number)
    .toSorted((one, other) => one.number - other.number);
  let known = [chosen.outside, chosen.outsideAfter];
  for (const { outside, outsideAfter } of later) {
    if (!known.includes(outside)) return true;
    known = [outside, outsideAfter];
  }
  return !known.includes(outsideNow);
}
