import type * as z from 'zod';
import type { Failure } from '#shared/errors.ts';
import type { failure } from './things.ts';

/** A failure as it crosses the contract. */
export function shownFailure({ code, facts }: Failure): z.infer<typeof failure> {
  return { code, facts: { ...facts } as z.infer<typeof failure>['facts'] };
}
