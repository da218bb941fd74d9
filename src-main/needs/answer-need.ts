import type { StateStore } from '../state/state-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { planSession } from '#shared/plan.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { codeSessionOf } from './cause-of.ts';
import type { Needs } from './needs.ts';

/**
 * Uses the code that a person typed for a need: it makes the session that all its targets wait for. False
 * where it was not used, because the need is over. Throws what `Sessions.obtain` throws; then the need stays.
 */
export type AnswerNeed = (cause: string, mfaCode: string) => Promise<boolean>;

export function createAnswerNeed(deps: {
  readonly state: StateStore;
  readonly needs: Pick<Needs, 'list'>;
  readonly sessions: Pick<Sessions, 'obtain'>;
}): AnswerNeed {
  return async (cause, mfaCode) => {
    const need = deps.needs.list().find((other) => other.cause === cause);
    const [waiting] = need?.targets ?? [];
    if (need?.failure.code !== 'mfa/code-needed' || waiting === undefined) return false;
    const session = codeSessionOf(planSession(deps.state.current(), waiting));
    if (session === null) return false;
    const { target, scope, seconds } = splitSessionKey(session);
    const outcome = await deps.sessions.obtain(target, {
      mfaCode,
      by: 'window',
      scope: scope ?? undefined,
      durationSeconds: seconds ?? undefined,
    });
    return outcome.kind === 'session' && !outcome.reused;
  };
}

/** Ends a question with the user's answer. What is no question, or is over, is left alone. */
export type DecideNeed = (cause: string, allow: boolean) => void;

export function createDecideNeed(needs: Pick<Needs, 'list' | 'settle'>): DecideNeed {
  return (cause, allow) => {
    const need = needs.list().find((other) => other.cause === cause);
    if (need?.failure.code === 'scope/approval-needed')
      needs.settle(cause, allow ? 'done' : 'refused');
  };
}
