import { createHash } from 'node:crypto';
import { MINUTE_MS } from '#shared/time.ts';
import type { TargetPlan } from '../targets/plan.ts';
import type { BookedSession } from './session-book.ts';

/**
 * Below 900 s left botocore asks for new credentials at every request (contracts.md §2.1), so such a
 * session is not handed out again; one that was short from the start is used for three quarters of its life.
 */
const LEAST_LEFT_MS = 15 * MINUTE_MS;
const LEAST_LEFT_SHARE = 0.25;

/** Whether a session may be used for what is wanted now. `requestedSeconds` is set only where the user named a duration. */
export function isReusable(
  session: BookedSession,
  wanted: { readonly fingerprint: string; readonly requestedSeconds: number | null },
  nowMs: number,
): boolean {
  if (session.fingerprint !== wanted.fingerprint) return false;
  if (wanted.requestedSeconds !== null && wanted.requestedSeconds !== session.durationSeconds)
    return false;
  const lifeMs = session.credentials.expiresAtMs - session.startedAtMs;
  return (
    session.credentials.expiresAtMs - nowMs > Math.min(LEAST_LEFT_MS, lifeMs * LEAST_LEFT_SHARE)
  );
}

/** Says from what the session of a step is made: another key, device, role or external id makes another session. */
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
          ],
    );
  return createHash('sha256')
    .update(JSON.stringify([origin, parts]))
    .digest('hex');
}
