import { isAppError } from '#shared/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import { repeat } from '../platform/repeat.ts';
import type { Journal } from './facts.ts';
import type { Journals } from './journal.ts';
import type { Rotations } from './rotations.ts';
import type { Runs } from './runs.ts';
import { stateOf } from './steps.ts';
import { goesOnByItself } from './waits-for.ts';

const LOOK_EVERY_MS = 30 * SECOND_MS;
const FIRST_RETRY_MS = MINUTE_MS;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;

export interface KeptRotating {
  /** Looks at once, as when the vault has been unlocked. */
  look(): void;
  close(): void;
}

/**
 * Goes on with what was begun, for as long as Latchkey runs: one that was found unfinished, one that AWS was
 * not ready for, one whose time of grace is over. What takes a person stays as it is, and shows.
 */
export function keepRotating(deps: {
  readonly journals: Journals;
  readonly rotations: Pick<Rotations, 'goOn'>;
  readonly runs: Pick<Runs, 'isRunning'>;
  readonly isUnlocked: () => boolean;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => void;
}): KeptRotating {
  const { journals, rotations, runs, skew, clock } = deps;
  const tries = new Map<string, { nextAt: number; failed: number }>();

  const goOn = async ({ id }: Journal) => {
    const before = tries.get(id) ?? { nextAt: 0, failed: 0 };
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** before.failed, LONGEST_RETRY_MS);
    tries.set(id, { nextAt: clock.monotonic() + waitMs, failed: before.failed + 1 });
    try {
      await rotations.goOn(id);
    } catch (error) {
      // Whatever it is, it is on record or comes again.
      if (!isAppError(error)) throw error;
    }
  };

  const lookOnce = async () => {
    if (!deps.isUnlocked()) return;
    for (const journal of await journals.refresh()) {
      const { id } = journal;
      if (!goesOnByItself(stateOf(journal.facts), skew.awsNow())) tries.delete(id);
      else if (!runs.isRunning(id) && clock.monotonic() >= (tries.get(id)?.nextAt ?? 0))
        await goOn(journal);
    }
  };
  let looking: Promise<void> | null = null;
  const look = () => {
    if (kept.ended.aborted) return;
    looking ??= lookOnce()
      .catch(deps.onUnexpected)
      .finally(() => (looking = null));
  };

  const kept = repeat(deps, LOOK_EVERY_MS, look);
  return { look, close: kept.close };
}
