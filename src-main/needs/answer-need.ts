import type { StateStore } from '../state/state-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { planTarget } from '../targets/plan.ts';
import { codeTargetOf } from './cause-of.ts';
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
    const target = codeTargetOf(planTarget(deps.state.current(), waiting));
    if (target !== null) await deps.sessions.obtain(target, { mfaCode });
  };
}
