import * as z from 'zod';
import { name, plainText } from './values.ts';

/** As many as are remembered: the file stays small, and so does what crosses to a window at each switch. */
export const HABITS_MAX = { pinned: 100, uses: 200 } as const;

/** What its user has pinned and uses, so that it is found first. */
export const habits = z.strictObject({
  /** Names of targets in the order of the list; some may be gone. */
  pinned: z.array(name).max(HABITS_MAX.pinned),
  /** The hottest first. */
  uses: z
    .array(
      z.strictObject({
        /** What kind of thing and which, `target:prod-admin`: see `src-shared/search/habit-items.ts`. */
        item: plainText(128).regex(/^(target|account|action):./, 'it is no kind of thing'),
        /** See `src-shared/search/frecency.ts`. */
        heat: z.number().int(),
      }),
    )
    .max(HABITS_MAX.uses),
});
export type Habits = z.infer<typeof habits>;
