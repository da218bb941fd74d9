import { type AppError, isAppError } from '#shared/errors.ts';

/** AWS could not be asked, or has too much to do: whoever asks next hears the same. */
export function isOutage(error: unknown): error is AppError {
  return (
    isAppError(error, 'aws/unreachable') ||
    isAppError(error, 'aws/tls') ||
    isAppError(error, 'aws/not-aws') ||
    isAppError(error, 'aws/throttled') ||
    (isAppError(error, 'aws/failed') && error.facts.status >= 500)
  );
}
