import type { Habits } from '#shared/contract/habit-records.ts';
import { HABITS_MAX } from '#shared/search/habit-items.ts';
import { AppError } from '#shared/errors.ts';
import { heatAfterUse } from '#shared/search/frecency.ts';

export interface Pinning {
  readonly isPinned: boolean;
  /** Where among those that are pinned; otherwise last. */
  readonly at?: number | undefined;
}

/** Throws `input/invalid` when too many are pinned. */
export function withPin(
  content: Habits,
  target: string,
  { isPinned, at = Infinity }: Pinning,
): Habits {
  if (content.pinned.includes(target) === isPinned) return content;
  const others = content.pinned.filter((name) => name !== target);
  if (isPinned && others.length >= HABITS_MAX.pinned)
    throw new AppError('input/invalid', {
      field: 'target',
      problem: `${HABITS_MAX.pinned} are pinned already; unpin one first`,
    });
  return { ...content, pinned: isPinned ? others.toSpliced(at, 0, target) : others };
}

/** One more use of it; what is used least makes room. */
export function withUse(content: Habits, item: string, nowMs: number): Habits {
  const before = content.uses.find((use) => use.item === item)?.heat ?? null;
  const uses = [
    { item, heat: heatAfterUse(before, nowMs) },
    ...content.uses.filter((use) => use.item !== item),
  ]
    .toSorted((a, b) => b.heat - a.heat)
    .slice(0, HABITS_MAX.uses);
  return { ...content, uses };
}
