import type { Step } from '#shared/plan.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { instantOf } from '#shared/time.ts';
import type { Obtain } from '../sessions/obtain.ts';
import type { BookedSession } from '../sessions/session-book.ts';
import type { RecordActivity } from './activity.ts';

/** Puts on record each session that AWS gave, those on the way to another too; none that was used again. */
export function recordObtained(obtain: Obtain, record: RecordActivity): Obtain {
  return (request) => {
    const { plan, by } = request;
    const wanted = (plan.steps.at(-1) as Step).session;
    const recordMade = (key: string, { credentials, deliveredTo }: BookedSession) => {
      const { target, scope } = splitSessionKey(key);
      record({
        kind: 'session-obtained',
        target,
        scope,
        by,
        // Of a source, the plan says how the whole comes about.
        reason: key === wanted ? (plan.because[0] ?? null) : null,
        expiresAt: instantOf(credentials.expiresAtMs),
        profile: deliveredTo?.profile ?? null,
      });
    };
    return obtain({
      ...request,
      onMade(key, session) {
        if (key !== wanted) recordMade(key, session);
        request.onMade(key, session);
      },
      // It is delivered meanwhile: that comes second.
      async whileBooking(session, booked) {
        recordMade(wanted, session);
        await request.whileBooking?.(session, booked);
      },
    });
  };
}
