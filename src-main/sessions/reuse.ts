import { createHash } from 'node:crypto';
import { MINUTE_MS } from '#shared/time.ts';
import { NOTICEABLE_MS } from '../aws/clock-skew.ts';
import type { TargetPlan } from '#shared/plan.ts';
import type { BookedSession } from './session-book.ts';

/**
 * Below 900 s left botocore asks for new credentials at every request (contracts.md §2.1), so such a
 * session is not handed out again; one that was short from the start is used for three quarters of its life.
 */
const LEAST_LEFT_MS = 15 * MINUTE_MS;
const LEAST_LEFT_SHARE = 0.25;

/** `requestedSeconds` is set only where the user named a duration, `endsAfterMs` where a session is renewed. */
interface Wanted {
  readonly fingerprint: string;
  readonly requestedSeconds: number | null;
  readonly endsAfterMs: number | null;
}

/** Whether a session may be used for what is wanted now. */
export function isReusable(session: BookedSession, wanted: Wanted, nowMs: number): boolean {
  const lifeMs = session.credentials.expiresAtMs - session.startedAtMs;
  return (
    isWanted(session, wanted, nowMs) &&
    session.credentials.expiresAtMs - nowMs > Math.min(LEAST_LEFT_MS, lifeMs * LEAST_LEFT_SHARE)
  );
}

/** Whether a session serves where no new one can be had: it does to its end. */
export function isLastGood(session: BookedSession, wanted: Wanted, nowMs: number): boolean {
  return isWanted(session, wanted, nowMs) && session.credentials.expiresAtMs > nowMs;
}

function isWanted(session: BookedSession, wanted: Wanted, nowMs: number): boolean {
  if (session.fingerprint !== wanted.fingerprint) return false;
  if (wanted.requestedSeconds !== null && wanted.requestedSeconds !== session.durationSeconds)
    return false;
  if (wanted.endsAfterMs !== null && session.credentials.expiresAtMs <= wanted.endsAfterMs)
    return false;
  return !beginsLater(session, nowMs);
}

/** Whether a session has not begun yet: then our clock is behind, and the session may be over. */
export function beginsLater(session: BookedSession, nowMs: number): boolean {
  return session.startedAtMs - nowMs >= NOTICEABLE_MS;
}

/** At 20 minutes left there is time for retries before botocore asks by itself. */
const RENEWED_LEFT_MS = 20 * MINUTE_MS;
/** Of a session for which 20 minutes are much, a quarter. */
const LONG_ENOUGH_MS = 60 * MINUTE_MS;

/**
 * From when on a session is to be renewed, ms since the epoch. `jitter`, from 0 to 1, keeps sessions that
 * began together from being renewed together: it is up to a minute, or a twentieth of what would be left.
 */
export function renewalDueAt(session: BookedSession, jitter: number): number {
  const { expiresAtMs } = session.credentials;
  const lifeMs = expiresAtMs - session.startedAtMs;
  const leftMs = lifeMs >= LONG_ENOUGH_MS ? RENEWED_LEFT_MS : lifeMs * LEAST_LEFT_SHARE;
  return expiresAtMs - leftMs * (1 + jitter / 20);
}

/** Says from what the session of a step is made: another key, device, role, external id or policy makes another session. */
export function fingerprintOf(plan: TargetPlan, stepIndex: number): string {
  const origin = [plan.identity.endpoint, plan.identity.accessKeyId];
  const parts = plan.steps
    .slice(0, stepIndex + 1)
    .map((step) =>
      step.call === 'GetSessionToken'
        ? [step.call, step.mfaSerial]
        : [
            step.call,
            step.target.roleArn,
            step.target.externalId,
            step.target.sessionName,
            step.mfaSerial,
            step.options,
          ],
    );
  return createHash('sha256')
    .update(JSON.stringify([origin, parts]))
    .digest('hex');
}
