import { instantOf } from '#shared/time.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import type { Obtain } from '../sessions/obtain.ts';
import type { RecordActivity } from './activity.ts';

/** Puts on record each session that AWS gave, those on the way to another too; none that was used again. */
export function recordObtained(obtain: Obtain, record: RecordActivity): Obtain {
  return (request) =>
    obtain({
      ...request,
      onMade(key, session) {
        const { target, scope } = splitSessionKey(key);
        const isLast = request.plan.steps.at(-1)?.session === key;
        record({
          kind: 'session-obtained',
          target,
          scope,
          by: request.by,
          // Of a source, the plan says how the whole comes about.
          reason: isLast ? (request.plan.because[0] ?? null) : null,
          expiresAt: instantOf(session.credentials.expiresAtMs),
          profile: session.deliveredTo?.profile ?? null,
        });
        request.onMade(key, session);
      },
    });
}
