import { type AppError, isAppError } from '#shared/errors.ts';

export const MAX_ATTEMPTS = 3;

/**
 * How long to wait before the next attempt of a call that carries no code; null when the failure
 * stands. `attempt` is the number of those made. A black hole is not tried again: it has cost the
 * user seconds already.
 */
export function retryDelayMs(failure: AppError, attempt: number): number | null {
  if (attempt >= MAX_ATTEMPTS) return null;
  if (isAppError(failure, 'aws/throttled')) return 500 * 2 ** (attempt - 1);
  if (isAppError(failure, 'aws/unreachable')) return failure.facts.reason === 'reset' ? 100 * attempt : null;
  if (isAppError(failure, 'aws/failed') || isAppError(failure, 'aws/not-aws')) {
    return failure.facts.status >= 500 ? 200 * 2 ** (attempt - 1) : null;
  }
  // The reply told us AWS's time: the next signature carries it.
  if (isAppError(failure, 'aws/clock-skew')) return attempt === 1 ? 0 : null;
  return null;
}
