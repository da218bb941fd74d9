import { type AppError, isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';

/** So many that a busy AWS has some seconds to recover; the time limit of the call comes first. */
export const MAX_ATTEMPTS = 5;

/** Attempts a call up to `maximum` times within `wholeMs`; each attempt hears how many ms are left. */
export async function withRetries<T>(
  attempt: (leftMs: number) => Promise<T>,
  limits: { readonly clock: Clock; readonly maximum: number; readonly wholeMs: number },
): Promise<T> {
  const { clock, maximum, wholeMs } = limits;
  const giveUpAt = clock.monotonic() + wholeMs;
  for (let made = 1; ; made += 1) {
    try {
      return await attempt(giveUpAt - clock.monotonic());
    } catch (error) {
      const delayMs = made < maximum && isAppError(error) ? retryDelayMs(error, made) : null;
      if (delayMs === null || clock.monotonic() + delayMs >= giveUpAt) throw error;
      if (delayMs > 0) await clock.sleep(delayMs);
    }
  }
}

/**
 * Ms to wait before the next attempt, after `made` of them; null when the failure stands. A black hole
 * is not tried again: it has cost the user seconds already.
 */
export function retryDelayMs(failure: AppError, made: number): number | null {
  if (isAppError(failure, 'aws/throttled')) return 500 * 2 ** (made - 1);
  if (isAppError(failure, 'aws/unreachable'))
    return failure.facts.reason === 'reset' ? 100 * made : null;
  if (isAppError(failure, 'aws/failed') || isAppError(failure, 'aws/not-aws')) {
    // Something in between may throttle too.
    if (failure.facts.status === 429) return 500 * 2 ** (made - 1);
    return failure.facts.status >= 500 ? 200 * 2 ** (made - 1) : null;
  }
  // The reply told us AWS's time: the next signature carries it.
  if (isAppError(failure, 'aws/clock-skew')) return made === 1 ? 0 : null;
  return null;
}
