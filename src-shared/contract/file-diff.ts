import * as z from 'zod';

/**
 * How a file changes, line by line, as a person reads it. Made in main, where the values of secret
 * settings are masked before anything leaves: two different secrets still show as a change.
 */
export const fileDiff = z.strictObject({
  path: z.string(),
  /** Unchanged stretches far from a change are one `gap`, whose text says how many lines it stands for. */
  lines: z.array(
    z.strictObject({
      kind: z.enum(['same', 'added', 'removed', 'gap']),
      /** Line numbers, counted from 1; null where the line is not in that version. */
      before: z.number().int().nullable(),
      after: z.number().int().nullable(),
      text: z.string(),
    }),
  ),
});
export type FileDiff = z.infer<typeof fileDiff>;
