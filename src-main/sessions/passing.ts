import { AppError, isAppError } from '#shared/errors.ts';

/** What passes by itself. Everything else waits for somebody to do something about it. */
const PASSING: ReadonlySet<string> = new Set([
  'aws/unreachable',
  'aws/tls',
  'aws/not-aws',
  'aws/throttled',
  'aws/failed',
  'aws/clock-skew',
  'vault/not-answering',
  'files/busy',
  'state/busy',
]);

export function isPassing(error: unknown): error is AppError {
  return error instanceof AppError && PASSING.has(error.code);
}

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
