import * as z from 'zod';
import { nameProblem } from '#shared/names.ts';
import { sessionOptions } from './session-options.ts';

/** As the names of targets are; with a length at which it can be read in a sentence. */
export const scopeName = z
  .string()
  .max(64, 'it is longer than 64 characters')
  .superRefine((text, context) => {
    const message = nameProblem(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const { tags, policyArns, policy } = sessionOptions.shape;

/**
 * A narrower session of a role, for a program that should not have all of it: an agent above all. Its
 * session is kept apart from the role's own, and is never delivered as a profile.
 */
export const scope = z.strictObject({
  name: scopeName,
  tags,
  policyArns,
  policy,
  /** Null: as long as the role's own. */
  durationSeconds: z
    .number()
    .int()
    .min(900, 'the shortest session is 900 seconds')
    .max(43_200, 'the longest session of a role is 43,200 seconds')
    .nullable()
    .default(null),
  /** `each-time`: the user is asked in Latchkey’s window whenever a program wants it. */
  approval: z.enum(['none', 'each-time']).default('none'),
});
export type Scope = z.infer<typeof scope>;
