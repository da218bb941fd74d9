import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#main/platform/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { TokenVerdict } from './gate.ts';

export const LAUNCH_SECRET_LIFE_MS = 60 * SECOND_MS;
export const SESSION_IDLE_LIFE_MS = 15 * MINUTE_MS;
export const WRONG_TOKEN_LIMIT = 10;

/**
 * Who holds a window: one-time secrets that a launch hands over, and the tokens they are traded for.
 * Only hashes are kept. Secrets and tokens are 256 random bits, as base64url text.
 */
export interface Sessions {
  /** For one launch: good once, for 60 s. */
  newLaunchSecret(): string;
  /** The token of a new session; null for a secret that is wrong, spent or too old. */
  exchange(launchSecret: string): string | null;
  judge(token: string): TokenVerdict;
  /**
   * Marks the session as used just now, and gives a signal that aborts when it ends: after 15 min
   * without use, or by `endAll`. Null when it has ended.
   */
  use(token: string): AbortSignal | null;
  /** Ends every session and makes every launch secret worthless. */
  endAll(): void;
  /** Counts a token or secret that was never good; true once there were ten. */
  countWrong(): boolean;
  /** Whether this was once a secret or token of ours: then it is no guess. */
  wasGood(secret: string): boolean;
}

export function createSessions(clock: Clock): Sessions {
  let launches: readonly Launch[] = [];
  let sessions: readonly Session[] = [];
  let spent: readonly Buffer[] = [];
  let wrong = 0;

  const spend = (hashes: readonly Buffer[]) => {
    spent = [...hashes, ...spent].slice(0, SPENT_REMEMBERED);
  };
  const end = (session: Session) => {
    sessions = sessions.filter((other) => other !== session);
    spend([session.hash]);
    session.ended.abort();
  };
  const sweep = () => {
    const stale = launches.filter(
      (launch) => elapsedMs(clock, launch.madeAt) >= LAUNCH_SECRET_LIFE_MS,
    );
    launches = launches.filter((launch) => !stale.includes(launch));
    spend(stale.map((launch) => launch.hash));
    for (const session of sessions) {
      if (elapsedMs(clock, session.usedAt) >= SESSION_IDLE_LIFE_MS) end(session);
    }
  };
  const watch = async (session: Session) => {
    while (!session.ended.signal.aborted) {
      const leftMs = SESSION_IDLE_LIFE_MS - elapsedMs(clock, session.usedAt);
      // Rejects when the session ends first; then there is nothing left to watch.
      await clock.sleep(Math.max(leftMs, 1), session.ended.signal).catch(() => {});
      sweep();
    }
  };

  return {
    newLaunchSecret() {
      sweep();
      const secret = randomText();
      launches = [{ hash: hashOf(secret), madeAt: momentOf(clock) }, ...launches];
      return secret;
    },
    exchange(launchSecret) {
      sweep();
      const launch = find(launches, launchSecret);
      if (launch === undefined) return null;
      launches = launches.filter((other) => other !== launch);
      spend([launch.hash]);
      const token = randomText();
      const session = {
        hash: hashOf(token),
        usedAt: momentOf(clock),
        ended: new AbortController(),
      };
      sessions = [session, ...sessions];
      void watch(session);
      return token;
    },
    judge(token) {
      sweep();
      if (find(sessions, token) !== undefined) return 'live';
      return isAmong(spent, token) ? 'ended' : 'unknown';
    },
    use(token) {
      sweep();
      const session = find(sessions, token);
      if (session === undefined) return null;
      session.usedAt = momentOf(clock);
      return session.ended.signal;
    },
    endAll() {
      spend(launches.map((launch) => launch.hash));
      launches = [];
      for (const session of sessions) end(session);
    },
    countWrong() {
      wrong += 1;
      return wrong >= WRONG_TOKEN_LIMIT;
    },
    wasGood: (secret) => isAmong(spent, secret),
  };
}

interface Launch {
  readonly hash: Buffer;
  readonly madeAt: Moment;
}

interface Session {
  readonly hash: Buffer;
  usedAt: Moment;
  readonly ended: AbortController;
}

/** A page that was left open asks again with what it has; that must not count as guessing. */
const SPENT_REMEMBERED = 1000;

/** By both clocks: the monotonic one stands still while the machine sleeps, the wall clock can be set back. */
interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

function momentOf(clock: Clock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

function elapsedMs(clock: Clock, since: Moment): number {
  return Math.max(clock.now() - since.wall, clock.monotonic() - since.monotonic);
}

/** Looks at every entry and compares digests of equal length, so that the time taken tells nothing. */
function find<T extends { readonly hash: Buffer }>(
  entries: readonly T[],
  secret: string,
): T | undefined {
  const hash = hashOf(secret);
  return entries.filter((entry) => timingSafeEqual(entry.hash, hash))[0];
}

function isAmong(hashes: readonly Buffer[], secret: string): boolean {
  const hash = hashOf(secret);
  return hashes.filter((other) => timingSafeEqual(other, hash)).length > 0;
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}
