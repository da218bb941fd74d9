import { isAppError } from '#shared/errors.ts';

/** Whether there is no user of the name asked for: they were deleted, or have got another. It says nothing of their keys. */
export function isMissingUser(error: unknown): boolean {
  return isAppError(error, 'aws/no-such-thing') && error.facts.thing === 'user';
}
