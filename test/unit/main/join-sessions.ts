import { recordObtained } from '#main/activity/record-sessions.ts';
import { createAskTime } from '#main/sessions/ask-time.ts';
import { createNeeds } from '#main/needs/needs.ts';
import { createObtain } from '#main/sessions/obtain.ts';
import { createSessions } from '#main/sessions/sessions.ts';

type Parts = Parameters<typeof createAskTime>[0] &
  Omit<Parameters<typeof createObtain>[0], 'askTime'> &
  Omit<Parameters<typeof createSessions>[0], 'obtain' | 'needs'>;

/** The sessions and what they rest on, joined as `compose.ts` does. */
export function joinSessions(parts: Parts) {
  const askTime = createAskTime(parts);
  const obtain = recordObtained(createObtain({ ...parts, askTime }), parts.record);
  const needs = createNeeds(parts);
  return { askTime, needs, sessions: createSessions({ ...parts, obtain, needs }) };
}
