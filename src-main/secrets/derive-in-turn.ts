import { randomInt } from 'node:crypto';
import os from 'node:os';
import { isAppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';

/** Each takes 128 MiB; a build may start fifty tools at once, and the machine need not have that fifty times. */
export const DERIVE_AT_ONCE = Math.max(4, os.availableParallelism());
/** On a busy machine memory is the lesser evil: the least patient of AWS's tools waits for a minute. */
const LONGEST_WAIT_MS = 25 * SECOND_MS;

/**
 * Derives a key while no more than a few of our processes do. Who has waited for long, or cannot take a lock at
 * all, does not wait any more: the lock saves memory, and nothing depends on it.
 */
export async function deriveInTurn<T>(
  lockPath: string,
  clock: Clock,
  derive: () => Promise<T>,
): Promise<T> {
  const ownLock = `${lockPath}-key-${randomInt(DERIVE_AT_ONCE)}`;
  let hasBegun = false;
  const work = () => {
    hasBegun = true;
    return derive();
  };
  try {
    return await withLock(ownLock, clock, work, LONGEST_WAIT_MS);
  } catch (error) {
    const isNoTurn = isAppError(error, 'state/busy') || isAppError(error, 'state/unusable');
    if (hasBegun || !isNoTurn) throw error;
    return derive();
  }
}
