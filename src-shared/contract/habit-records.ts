import * as z from 'zod';
import { HABITS_MAX, isHabitItem } from '#shared/search/habit-items.ts';
import { name } from './values.ts';

/** What its user has pinned and uses, so that it is found first. */
export const habits = z.strictObject({
  /** Names of targets in the order of the list; some may be gone. */
  pinned: z.array(name).max(HABITS_MAX.pinned),
  /** The hottest first. */
  uses: z
    .array(
      z.strictObject({
        /** What kind of thing and which, `target:prod-admin`: see `src-shared/search/habit-items.ts`. */
        item: z.string().refine(isHabitItem, 'it is no kind of thing'),
        /** See `src-shared/search/frecency.ts`. */
        heat: z.number().int(),
      }),
    )
    .max(HABITS_MAX.uses),
});
export type Habits = z.infer<typeof habits>;
