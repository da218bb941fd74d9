import type { ActivityEntry, ActivityFact } from '#shared/contract/activity.ts';
import { DAY_MS, epochMsOf } from '#shared/time.ts';

/** One session as the log tells of it. Moments are ms since the epoch. */
export interface LoggedSession {
  readonly fromMs: number;
  /** When it ended: stopped, replaced or over; when it will, where nothing has ended it yet. */
  readonly toMs: number;
}

/** The sessions of a target that were there in the last 24 hours, the earliest first. */
export interface SessionLane {
  readonly target: string;
  readonly sessions: readonly LoggedSession[];
  readonly failedAtMs: readonly number[];
  /** Until when one of them runs; null where none does. */
  readonly runsUntilMs: number | null;
}

/** Read off the log, whose newest entry is the first. Those that run come first, then those that were last. */
export function sessionLanes(
  entries: readonly ActivityEntry[],
  nowMs: number,
): readonly SessionLane[] {
  const tellers = new Map<string, ReturnType<typeof createTeller>>();
  for (const { at, fact } of entries) {
    if (fact === null || !('target' in fact)) continue;
    const teller = tellers.get(fact.target) ?? createTeller(fact.target, nowMs);
    tellers.set(fact.target, teller);
    teller.hear(fact, Math.min(epochMsOf(at), nowMs));
  }
  return [...tellers.values()]
    .map((teller) => teller.lane())
    .filter(({ sessions, failedAtMs }) => sessions.length + failedAtMs.length > 0)
    .toSorted((a, b) => lastMs(b, nowMs) - lastMs(a, nowMs) || compareNames(a, b));
}

/** Hears what happened to a target from now back, so that what ended a session comes before the session. */
function createTeller(target: string, nowMs: number) {
  const fromMs = nowMs - DAY_MS;
  const sessions: LoggedSession[] = [];
  const failedAtMs: number[] = [];
  let stoppedAtMs = Number.POSITIVE_INFINITY;
  /** By scope: when the next one took its place. */
  const replacedAtMs = new Map<string | null, number>();
  return {
    hear(fact: ActivityFact, atMs: number): void {
      if (fact.kind === 'session-stopped') stoppedAtMs = atMs;
      if (fact.kind === 'session-failed' && atMs >= fromMs) failedAtMs.unshift(atMs);
      if (fact.kind !== 'session-obtained') return;
      const replaced = replacedAtMs.get(fact.scope) ?? Number.POSITIVE_INFINITY;
      const toMs = Math.min(epochMsOf(fact.expiresAt), replaced, stoppedAtMs);
      replacedAtMs.set(fact.scope, atMs);
      if (toMs >= fromMs) sessions.unshift({ fromMs: atMs, toMs });
    },
    lane(): SessionLane {
      const last = Math.max(...sessions.map(({ toMs }) => toMs));
      return { target, sessions, failedAtMs, runsUntilMs: last > nowMs ? last : null };
    },
  };
}

function lastMs({ sessions, failedAtMs, runsUntilMs }: SessionLane, nowMs: number): number {
  if (runsUntilMs !== null) return nowMs;
  return Math.max(...sessions.map(({ toMs }) => toMs), ...failedAtMs);
}

function compareNames(a: SessionLane, b: SessionLane): number {
  return a.target.localeCompare(b.target);
}
