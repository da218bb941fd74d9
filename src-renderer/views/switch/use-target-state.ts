import type { Target } from '#shared/contract/things.ts';
import { epochMsOf, MINUTE_MS } from '#shared/time.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useWorld } from '#renderer/state/world.ts';
import { targetState, type TargetState } from './target-state.ts';

/** The state of a target as time goes by: by seconds where seconds are shown, else by minutes. */
export function useTargetState(target: Target): {
  readonly state: TargetState;
  readonly nowMs: number;
} {
  const { ticker } = useWorld();
  const end = endOf(target);
  const isNear = end !== null && end - ticker.now('second') < 2 * MINUTE_MS;
  const nowMs = useNow(isNear ? 'second' : 'minute');
  return { state: targetState(target, nowMs), nowMs };
}

function endOf({ session }: Target): number | null {
  if (session.state === 'active') return epochMsOf(session.expiresAt);
  if (session.state !== 'starting' || session.waitingForCodeUntil === null) return null;
  return epochMsOf(session.waitingForCodeUntil);
}
