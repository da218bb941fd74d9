import * as z from 'zod';
import { done, procedure } from './procedure.ts';
import { habits } from './habit-records.ts';
import { name } from './values.ts';

export const habitsContract = {
  /**
   * Pins a target, after those that are pinned or where `at` says, or lets it go. Throws `input/unknown`,
   * `input/invalid`.
   */
  pin: procedure
    .input(
      z.strictObject({
        target: name,
        isPinned: z.boolean(),
        at: z.number().int().min(0).optional(),
      }),
    )
    .output(done),
  /** Somebody has chosen this in a window. A switch is noted by itself. */
  note: procedure
    .input(z.strictObject({ item: habits.shape.uses.element.shape.item }))
    .output(done),
};
