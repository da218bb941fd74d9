import { isAppError } from '#shared/errors.ts';

/**
 * Whether AWS may have carried out a call that failed so: nobody knows, as no answer came that can be
 * read. False means refused, or never sent. What we do not understand counts as yes.
 */
export function mayBeDone(error: unknown): boolean {
  if (!isAppError(error)) return true;
  if (isAppError(error, 'aws/unreachable')) return error.facts.sent;
  if (isAppError(error, 'aws/failed')) return error.facts.status >= 500;
  return (
    error.code === 'aws/not-aws' ||
    error.code === 'aws/outcome-unknown' ||
    error.code === 'internal'
  );
}
