import { isAppError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';

const PAUSE_MS = 1000;

/** Lets one passphrase be tried at a time, and after a wrong one the next only a second later. */
export function createUnlockPace(clock: Clock): <T>(attempt: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let notBefore = -Infinity;
  return (attempt) => {
    const turn = last.then(async () => {
      const wait = notBefore - clock.monotonic();
      if (wait > 0) await clock.sleep(wait);
      try {
        return await attempt();
      } catch (error) {
        if (isAppError(error, 'vault/wrong-passphrase')) notBefore = clock.monotonic() + PAUSE_MS;
        throw error;
      }
    });
    last = turn.catch(() => {});
    return turn;
  };
}
