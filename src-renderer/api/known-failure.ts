import type { failure } from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import type * as z from 'zod';

/** A failure from the contract as one of ours. A code of a newer main stays as it is and reads as `internal`. */
export function knownFailure(data: z.infer<typeof failure>): Failure {
  return data as Failure;
}
