import type { Failure } from '#shared/errors.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '../targets/plan.ts';
import { causeOf } from './cause-of.ts';
import type { Needs } from './needs.ts';

/** Tells the person what a target waits for, and gives the cause that it has in common with others. */
export type RaiseNeed = (target: string, failure: Failure) => string;

export function createRaiseNeed(deps: {
  readonly state: StateStore;
  readonly needs: Pick<Needs, 'raise'>;
}): RaiseNeed {
  return (target, failure) => {
    const cause = causeOf(failure, planTarget(deps.state.current(), target));
    deps.needs.raise({ cause, target, failure });
    return cause;
  };
}
