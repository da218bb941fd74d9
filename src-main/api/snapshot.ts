import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import { shownFailure } from '#shared/contract/shown-failure.ts';
import type { Need, Rotation, Snapshot, Target, Vault } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Habits } from '../habits/habits.ts';
import type { Enrolments } from '../mfa/enrolments.ts';
import type { Needs } from '../needs/needs.ts';
import type { FilesView } from '../profiles/files-view.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { State } from '../state/state-document.ts';
import { planTarget } from '#shared/plan.ts';
import { listTargets, type TargetFacts } from '../targets/targets.ts';

/** What a window shows, without its revision: that is counted by `mirror.ts`. */
export type View = Omit<Snapshot, 'epoch' | 'revision' | 'app'>;

/** Puts together what a window shows from what main knows. */
export function viewOf(deps: {
  readonly state: State;
  readonly vault: Vault;
  readonly sessions: Pick<Sessions, 'stateOf' | 'lastFailure'>;
  readonly needs: Pick<Needs, 'list'>;
  readonly rotations: readonly Rotation[];
  readonly skew: ClockSkew;
  readonly files: Pick<FilesView, 'view' | 'disturbanceOf'>;
  readonly reminders: Pick<Reminders, 'list'>;
  readonly enrolments: Pick<Enrolments, 'list'>;
  readonly habits: Pick<Habits, 'view'>;
}): View {
  const { state, vault, sessions, needs, rotations, skew, files } = deps;
  const skewMs = skew.skewMs();
  return {
    vault,
    endpoints: state.endpoints,
    identities: state.identities,
    roles: state.roles,
    targets: listTargets(state).map((facts) => targetView(state, facts, { sessions, files })),
    awsFiles: [...files.view()],
    needs: needs.list().map(({ cause, failure, targets, sinceMs }): Need => ({
      id: cause,
      failure: shownFailure(failure),
      targets: [...targets],
      since: instantOf(sinceMs),
    })),
    rotations: [...rotations],
    reminders: deps.reminders.list(),
    settings: state.settings,
    habits: deps.habits.view(),
    enrolments: [...deps.enrolments.list()],
    clockSkewSeconds: skewMs === null ? null : Math.round(skewMs / 1000),
  };
}

/** One target as its row and the side panel show it. */
export function targetView(
  state: State,
  facts: TargetFacts,
  {
    sessions,
    files,
  }: {
    readonly sessions: Pick<Sessions, 'stateOf' | 'lastFailure'>;
    readonly files: Pick<FilesView, 'disturbanceOf'>;
  },
): Target {
  const atRest = targetAtRest(state, facts);
  const session = sessions.stateOf(facts.name);
  const last = sessions.lastFailure(facts.name);
  // Of ten thousand targets a few are in use: the others stay the same object, which nothing has to compare.
  if (session.state === 'none' && last === null) return atRest;
  const delivered = session.state === 'active' ? session.deliveredTo : null;
  const disturbance = delivered === null ? null : files.disturbanceOf(delivered);
  if (atRest.failure !== null) return { ...atRest, session };
  if (disturbance !== null) return { ...atRest, session, failure: shownFailure(disturbance) };
  if (last === null) return { ...atRest, session };
  return {
    ...atRest,
    session,
    failure: shownFailure(last.failure),
    failedAt: instantOf(last.atMs),
  };
}

const targetsAtRest = new WeakMap<State, Map<string, Target>>();

const NO_SESSION: Target['session'] = { state: 'none' };

/** What follows from the configuration alone. */
function targetAtRest(state: State, facts: TargetFacts): Target {
  const known = targetsAtRest.get(state) ?? new Map<string, Target>();
  targetsAtRest.set(state, known);
  const before = known.get(facts.name);
  if (before !== undefined) return before;
  const { endpoint, ...rest } = facts;
  const failure = problemOf(state, facts.name);
  const target: Target = {
    ...rest,
    endpoint: endpoint.name,
    session: NO_SESSION,
    failure: failure === null ? null : shownFailure(failure),
    failedAt: null,
  };
  known.set(facts.name, target);
  return target;
}

/** Why it cannot work, whatever AWS says. */
function problemOf(state: State, name: string): Failure | null {
  try {
    planTarget(state, name);
    return null;
  } catch (error) {
    if (error instanceof AppError) return failureOf(error);
    throw error;
  }
}
