import type { FileDiff } from '#shared/contract/file-diff.ts';

/** How many lines a change adds and removes. */
export function countChanges({ lines }: FileDiff): {
  readonly added: number;
  readonly removed: number;
} {
  let [added, removed] = [0, 0];
  for (const { kind } of lines) {
    if (kind === 'added') added += 1;
    if (kind === 'removed') removed += 1;
  }
  return { added, removed };
}
