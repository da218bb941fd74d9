import type { Habits } from '#shared/contract/habit-records.ts';
import type { Target } from '#shared/contract/things.ts';
import { habitItem, type HabitKind } from '#shared/search/habit-items.ts';
import { useSnapshot } from './world.ts';

/** How often and lately a thing was used; 0 for never. */
export type Heat = (kind: HabitKind, id: string) => number;

export function heatIn({ uses }: Habits): Heat {
  const heats = new Map(uses.map(({ item, heat }) => [item, heat]));
  return (kind, id) => heats.get(habitItem(kind, id)) ?? 0;
}

export function targetHeat(habits: Habits): (target: Target) => number {
  const heat = heatIn(habits);
  return ({ name }) => heat('target', name);
}

export function useIsPinned(target: string): boolean {
  return useSnapshot(({ habits }) => habits.pinned.includes(target));
}
