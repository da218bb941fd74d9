import type * as z from 'zod';
import { FORM_WORDS } from '../words/forms.ts';

/** What keeps a text from being sent, as a whole sentence; null when nothing does. */
export type ProblemOf = (text: string) => string | null;

/** The rules of the contract, said beside the field before anything is sent. */
export function schemaProblem(schema: z.ZodType): ProblemOf {
  const problem = valueProblem(schema);
  return (text) => (text === '' ? FORM_WORDS.required : problem(text));
}

/** The same for a value that is more than a text. */
export function valueProblem(schema: z.ZodType): (value: unknown) => string | null {
  return (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? null : sentence(parsed.error.issues[0]?.message ?? '');
  };
}

export function orEmpty(problemOf: ProblemOf): ProblemOf {
  return (text) => (text === '' ? null : problemOf(text));
}

/** A problem of the contract, which is the end of a sentence, as a whole one. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
