import type { StateStore } from '../state/state-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { planTarget } from '../targets/plan.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { codeSessionOf } from './cause-of.ts';
import type { Needs } from './needs.ts';

/**
 * Uses the code that a person typed for a need: it makes the session that all its targets wait for.
 * Throws what `Sessions.obtain` throws; then the need stays.
 */
export type AnswerNeed = (cause: string, mfaCode: string) => Promise<void>;

export function createAnswerNeed(deps: {
  readonly state: StateStore;
  readonly needs: Pick<Needs, 'list'>;
  readonly sessions: Pick<Sessions, 'obtain'>;
}): AnswerNeed {
  return async (cause, mfaCode) => {
    const need = deps.needs.list().find((other) => other.cause === cause);
    const [waiting] = need?.targets ?? [];
    if (waiting === undefined) return;
    const wanted = splitSessionKey(waiting);
    const plan = planTarget(deps.state.current(), wanted.target, null, wanted.scope ?? undefined);
    const session = codeSessionOf(plan);
    if (session === null) return;
    const { target, scope } = splitSessionKey(session);
    await deps.sessions.obtain(target, { mfaCode, scope: scope ?? undefined });
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
