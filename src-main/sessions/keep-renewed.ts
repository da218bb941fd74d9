import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Needs } from '../needs/needs.ts';
import type { Clock } from '../platform/clock.ts';
import { isPassing } from './passing.ts';
import { renewalDueAt } from './reuse.ts';
import type { BookedSession, SessionBook } from './session-book.ts';
import type { Sessions } from './sessions.ts';

/** Short enough that a machine that wakes up or whose clock is set has its sessions back within seconds. */
const LOOK_EVERY_MS = 5 * SECOND_MS;
const FIRST_RETRY_MS = 30 * SECOND_MS;
const LONGEST_RETRY_MS = 10 * MINUTE_MS;

/**
 * Renews what is delivered before it ends, for as long as Latchkey runs. A session that was over before
 * that is left alone: nobody used it. What takes a person is left until the person has done it.
 */
export function keepRenewed(deps: {
  readonly book: SessionBook;
  readonly sessions: Pick<Sessions, 'renew'>;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly random: () => number;
  readonly needs: Pick<Needs, 'isWaiting'>;
  /** Hears of what a person has to do before the target can be renewed. */
  readonly onNeed: (target: string, failure: Failure) => void;
  readonly onUnexpected: (error: unknown) => void;
}): { close(): void } {
  const { book, sessions, skew, clock } = deps;
  const startedAtMs = skew.awsNow();
  const ended = new AbortController();
  const tries = new Map<string, Try>();

  const isDue = (name: string, session: BookedSession): boolean => {
    const { expiresAtMs } = session.credentials;
    if (session.deliveredTo === null || expiresAtMs <= startedAtMs) return false;
    if (deps.needs.isWaiting(name)) return false;
    const known = tries.get(name);
    if (known?.expiresAtMs !== expiresAtMs) {
      tries.set(name, { expiresAtMs, jitter: deps.random(), failed: 0, nextAt: 0 });
    }
    const { jitter, nextAt } = tries.get(name) as Try;
    return clock.monotonic() >= nextAt && skew.awsNow() >= renewalDueAt(session, jitter);
  };

  const renew = async (name: string) => {
    const attempt = tries.get(name) as Try;
    attempt.nextAt = Number.POSITIVE_INFINITY;
    try {
      await sessions.renew(name);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!isPassing(error)) {
        deps.onNeed(name, failureOf(error));
        // Due again as soon as that is done.
        attempt.nextAt = 0;
        return;
      }
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** attempt.failed, LONGEST_RETRY_MS);
      attempt.failed += 1;
      attempt.nextAt = clock.monotonic() + waitMs * (1 - deps.random() / 4);
    }
  };

  const look = () => {
    for (const name of tries.keys()) if (book.get(name) === undefined) tries.delete(name);
    for (const [name, session] of book.all())
      if (isDue(name, session)) renew(name).catch(deps.onUnexpected);
  };

  const run = async () => {
    for (;;) {
      await clock.sleep(LOOK_EVERY_MS, ended.signal);
      look();
    }
  };
  run().catch((error: unknown) => {
    if (!ended.signal.aborted) deps.onUnexpected(error);
  });
  return { close: () => ended.abort() };
}

/** Of one session of a target: the next one begins anew. */
interface Try {
  readonly expiresAtMs: number;
  readonly jitter: number;
  failed: number;
  /** By the monotonic clock. */
  nextAt: number;
}
