import type { Failure } from '#shared/errors.ts';
import type { StateStore } from '../state/state-store.ts';
import { planSession } from '#shared/plan.ts';
import { causeOf } from './cause-of.ts';
import type { Needs } from './needs.ts';

/** Tells the person what a session waits for (`session-key.ts`), and gives the cause that it has in common with others. */
export type RaiseNeed = (session: string, failure: Failure) => string;

export function createRaiseNeed(deps: {
  readonly state: StateStore;
  readonly needs: Pick<Needs, 'raise'>;
}): RaiseNeed {
  return (session, failure) => {
    const cause = causeOf(failure, planSession(deps.state.current(), session));
    deps.needs.raise({ cause, target: session, failure });
    return cause;
  };
}
