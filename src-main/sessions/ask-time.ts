import { AppError, isAppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Aws } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget, type TargetPlan } from '#shared/plan.ts';
import { findTarget } from '../targets/targets.ts';
import { accessKeyOf } from './access-key.ts';

/**
 * Asks the AWS of a target for its time: one call for however many ask. Afterwards `ClockSkew` knows it,
 * or AWS does not answer, and then the later of our clocks is to be believed. Returns the failure where
 * this took all the time that a person waits. Throws `input/unknown`, `role/cycle`.
 */
export type AskTime = (target: string) => Promise<Silence | null>;

/** AWS was asked and nothing came: another call would cost as much time again. */
type Silence = AppError<'aws/unreachable'>;

/** An AWS that did not answer just now is not waited for again. */
const REST_MS = 30 * SECOND_MS;

export function createAskTime(deps: {
  readonly state: StateStore;
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly skew: ClockSkew;
  readonly clock: Clock;
}): AskTime {
  const { state, aws, skew, clock } = deps;
  /** By identity, since each may have an AWS of its own. */
  const asking = new Map<string, Promise<Silence | null>>();
  const restUntil = new Map<string, number>();

  const ask = async ({ identity }: TargetPlan) => {
    const { endpoint } = findTarget(state.current(), identity.name);
    try {
      await aws.getCallerIdentity(endpoint, await accessKeyOf(identity, deps.secrets));
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!isAppError(error, 'aws/unreachable') || error.facts.reason !== 'timed-out') return null;
      // Of whatever is to be sent after this, nothing was.
      return new AppError('aws/unreachable', { ...error.facts, sent: false }, error);
    }
  };

  return async (target) => {
    const plan = planTarget(state.current(), target);
    const { name } = plan.identity;
    const known = asking.get(name);
    if (known !== undefined) return known;
    if (clock.monotonic() < (restUntil.get(name) ?? 0)) return null;
    const asked = ask(plan).finally(() => {
      asking.delete(name);
      restUntil.delete(name);
      if (skew.isDoubtful() || skew.skewMs() === null)
        restUntil.set(name, clock.monotonic() + REST_MS);
    });
    asking.set(name, asked);
    return asked;
  };
}
