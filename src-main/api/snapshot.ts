import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import type { Plan, Snapshot, Target, Vault } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { FilesView } from '../profiles/files-view.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { State } from '../state/state-document.ts';
import { planTarget, planView } from '../targets/plan.ts';
import { listTargets, type TargetFacts } from '../targets/targets.ts';

/** What a window shows, without its revision: that is counted by `mirror.ts`. */
export type View = Omit<Snapshot, 'epoch' | 'revision' | 'app'>;

/** Puts together what a window shows from what main knows. */
export function viewOf(deps: {
  readonly state: State;
  readonly vault: Vault;
  readonly sessions: Pick<Sessions, 'stateOf' | 'lastFailure'>;
  readonly skew: ClockSkew;
  readonly files: Pick<FilesView, 'view' | 'disturbanceOf'>;
}): View {
  const { state, vault, sessions, skew, files } = deps;
  const skewMs = skew.skewMs();
  return {
    vault,
    endpoints: state.endpoints,
    identities: state.identities,
    roles: state.roles,
    targets: listTargets(state).map((facts) => targetView(state, facts, { sessions, files })),
    awsFiles: [...files.view()],
    clockSkewSeconds: skewMs === null ? null : Math.round(skewMs / 1000),
  };
}

/** One target as its row and the side panel show it. */
export function targetView(
  state: State,
  facts: TargetFacts,
  { sessions, files }: { readonly sessions: Pick<Sessions, 'stateOf' | 'lastFailure'>; readonly files: Pick<FilesView, 'disturbanceOf'> },
): Target {
  const { endpoint, ...rest } = facts;
  const last = sessions.lastFailure(facts.name);
  const session = sessions.stateOf(facts.name);
  const { plan, failure: planFailure } = planOrFailure(state, facts.name);
  const delivered = session.state === 'active' ? session.deliveredTo : null;
  const failure = planFailure ?? (delivered === null ? null : files.disturbanceOf(delivered));
  const shown = failure ?? last?.failure ?? null;
  return {
    ...rest,
    endpoint: endpoint.name,
    session,
    plan,
    failure: shown === null ? null : { code: shown.code, facts: plainFacts(shown) },
    failedAt: failure === null && last !== null ? instantOf(last.atMs) : null,
  };
}

function planOrFailure(state: State, name: string): { plan: Plan | null; failure: Failure | null } {
  try {
    return { plan: planView(planTarget(state, name)), failure: null };
  } catch (error) {
    if (error instanceof AppError) return { plan: null, failure: failureOf(error) };
    throw error;
  }
}

function plainFacts(failure: Failure): NonNullable<Target['failure']>['facts'] {
  return { ...failure.facts } as NonNullable<Target['failure']>['facts'];
}
