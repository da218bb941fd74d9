import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Needs } from '../needs/needs.ts';
import type { Clock } from '../platform/clock.ts';
import { repeat } from '../platform/repeat.ts';
import type { AskTime } from './ask-time.ts';
import { isPassing } from './passing.ts';
import { renewalDueAt } from './reuse.ts';
import type { BookedSession, SessionBook } from './session-book.ts';
import type { Sessions } from './sessions.ts';

/** Short enough that a machine that wakes up or whose clock is set has its sessions back within seconds. */
const LOOK_EVERY_MS = 5 * SECOND_MS;
const FIRST_RETRY_MS = 30 * SECOND_MS;
const LONGEST_RETRY_MS = 10 * MINUTE_MS;

export interface KeptRenewed {
  /** Looks at once, as when the vault has been unlocked. */
  look(): void;
  /** The same after the machine has slept, when AWS has said what time it is. */
  wakeUp(): void;
  close(): void;
}

/**
 * Renews what is delivered, or asked for at a door, before it ends, for as long as Latchkey runs. A session
 * that was over before that is left alone: nobody used it. What takes a person is left until the person has done it.
 */
export function keepRenewed(deps: {
  readonly book: SessionBook;
  readonly sessions: Pick<Sessions, 'renew' | 'isUndelivered'>;
  /** Of a session that stands in no file: whether a program on this machine has asked for it. */
  readonly isAskedFor: (target: string, session: BookedSession) => boolean;
  readonly skew: ClockSkew;
  readonly askTime: AskTime;
  readonly clock: Clock;
  readonly random: () => number;
  readonly needs: Pick<Needs, 'isWaiting'>;
  /** Hears of what a person has to do before the target can be renewed. */
  readonly onNeed: (target: string, failure: Failure) => void;
  readonly onUnexpected: (error: unknown) => void;
}): KeptRenewed {
  const { book, sessions, skew, clock } = deps;
  const started = { monotonicMs: clock.monotonic(), atMs: skew.awsNow() };
  const tries = new Map<string, Try>();

  const isKept = (name: string, session: BookedSession): boolean =>
    session.credentials.expiresAtMs > started.atMs &&
    (session.deliveredTo !== null || deps.isAskedFor(name, session));

  const isDue = (name: string, session: BookedSession): boolean => {
    const { expiresAtMs } = session.credentials;
    if (!isKept(name, session)) return false;
    if (deps.needs.isWaiting(name)) return false;
    const known = tries.get(name);
    if (known?.expiresAtMs !== expiresAtMs) {
      tries.set(name, { expiresAtMs, jitter: deps.random(), failed: 0, nextAt: 0 });
    }
    const { jitter, nextAt } = tries.get(name) as Try;
    if (clock.monotonic() < nextAt) return false;
    return sessions.isUndelivered(name) || skew.awsNow() >= renewalDueAt(session, jitter);
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

  const namesDue = () =>
    [...book.all()].filter(([name, session]) => isDue(name, session)).map(([name]) => name);

  const lookOnce = async () => {
    for (const name of tries.keys()) if (book.get(name) === undefined) tries.delete(name);
    // A clock that was ahead when we started has been set right since, or AWS has told us its time.
    const startedMs = skew.awsNow() - (clock.monotonic() - started.monotonicMs);
    started.atMs = Math.min(started.atMs, startedMs);
    // Some may only seem to be due, or not to be.
    const kept = [...book.all()].find(([name, session]) => isKept(name, session));
    if (kept !== undefined && skew.isDoubtful()) await deps.askTime(kept[0]);
    if (looks.ended.aborted) return;
    for (const name of namesDue()) renew(name).catch(deps.onUnexpected);
  };
  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= lookOnce()
      .catch(deps.onUnexpected)
      .finally(() => (looking = null));
  };

  const looks = repeat(deps, LOOK_EVERY_MS, look);
  return {
    look() {
      if (!looks.ended.aborted) look();
    },
    wakeUp() {
      skew.doubt();
      if (!looks.ended.aborted) look();
    },
    close: looks.close,
  };
}

/** Of one session of a target: the next one begins anew. */
interface Try {
  readonly expiresAtMs: number;
  readonly jitter: number;
  failed: number;
  /** By the monotonic clock. */
  nextAt: number;
}
