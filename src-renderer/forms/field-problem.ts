import type * as z from 'zod';
import { FORM_WORDS } from '../words/forms.ts';

/** What keeps a text from being sent, as a whole sentence; null when nothing does. */
export type ProblemOf = (text: string) => string | null;

/** The rules of the contract, said beside the field before anything is sent. */
export function schemaProblem(schema: z.ZodType): ProblemOf {
  return (text) => {
    if (text === '') return FORM_WORDS.required;
    const parsed = schema.safeParse(text);
    return parsed.success ? null : sentence(parsed.error.issues[0]?.message ?? '');
  };
}

export function orEmpty(problemOf: ProblemOf): ProblemOf {
  return (text) => (text === '' ? null : problemOf(text));
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
