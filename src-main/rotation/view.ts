import { shownFailure } from '#shared/contract/shown-failure.ts';
import type { Rotation, RotationStep } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { Journal } from './facts.ts';
import type { NewerRotation } from './stored-journal.ts';
import { graceEndsAtMs, type RotationState, stateOf } from './steps.ts';
import { waitsFor, waitsSinceMs } from './waits-for.ts';

/** What is going on just now, in this process. */
export interface Progress {
  readonly proof: Rotation['proof'];
}

/** A rotation as it is shown. `identities`: those that use either key now. `progress`: null where nothing goes on. */
export function rotationView(
  journal: Journal,
  {
    identities,
    progress,
    nowMs,
  }: {
    readonly identities: readonly string[];
    readonly progress: Progress | null;
    readonly nowMs: number;
  },
): Rotation {
  const state = stateOf(journal.facts);
  const endsAtMs = graceEndsAtMs(state);
  const isOver = state.end !== null;
  const isResting = progress === null && !isOver;
  return {
    id: journal.id,
    endpoint: journal.endpoint,
    accountId: journal.accountId,
    userName: state.renamedTo ?? journal.userName,
    identities: [...identities],
    oldKeyId: state.intent.oldKeyId,
    newKeyId: state.newKey?.accessKeyId ?? null,
    direction: state.direction,
    state: shownState(state, progress),
    steps: STEPS.map((step) => ({ step, at: momentOf(MOMENTS[step](state)) })),
    proof: progress?.proof ?? null,
    failure: isResting && state.failure !== null ? shownFailure(state.failure) : null,
    failedAt: isResting ? momentOf(state.failedAtMs) : null,
    waitsFor: isResting ? waitsFor(state, nowMs) : null,
    waitsSince: isResting ? instantOf(waitsSinceMs(state, nowMs)) : null,
    graceEndsAt: isOver || state.direction === 'back' ? null : momentOf(endsAtMs),
    deletesItself: state.intent.deletesItself || state.isDeletionAsked,
    orphan:
      state.orphan === null
        ? null
        : {
            accessKeyId: state.orphan.accessKeyId,
            createdAt: instantOf(state.orphan.createdAtMs),
          },
    leftSessions: [...state.leftSessions],
    canRollBack: canRollBack(state),
    startedAt: instantOf(state.intent.atMs),
  };
}

/** One of a newer version: whose it is, and that nothing can be done about it here. */
export function newerView(
  { startedAtMs, ...rotation }: NewerRotation,
  identities: readonly string[],
): Rotation {
  const { id, endpoint, accountId, userName, oldKeyId, newKeyId } = rotation;
  return {
    id,
    endpoint,
    accountId,
    userName,
    identities: [...identities],
    oldKeyId,
    newKeyId,
    direction: 'forward',
    state: 'resting',
    steps: [],
    proof: null,
    failure: { code: 'rotation/newer', facts: { userName } },
    failedAt: null,
    waitsFor: 'update',
    waitsSince: instantOf(startedAtMs),
    graceEndsAt: null,
    deletesItself: false,
    orphan: null,
    leftSessions: [],
    canRollBack: false,
    startedAt: instantOf(startedAtMs),
  };
}

/** Whether there is a way back: there is a new key, and the old one is not deleted. */
export function canRollBack(state: RotationState): boolean {
  return state.end === null && state.direction === 'forward' && state.newKey !== null;
}

const STEPS: readonly RotationStep[] = [
  'create',
  'store',
  'prove',
  'switch',
  'deactivate',
  'delete',
];

const MOMENTS: Readonly<Record<RotationStep, (state: RotationState) => number | null>> = {
  create: (state) => state.createdAtMs,
  store: (state) => state.storedAtMs,
  prove: (state) => state.provenAtMs,
  switch: (state) => state.switchedAtMs,
  deactivate: (state) => state.deactivatedAtMs,
  delete: (state) => state.deletedAtMs,
};

function shownState(state: RotationState, progress: Progress | null): Rotation['state'] {
  if (state.end === 'deleted') return 'done';
  if (state.end !== null) return 'rolled-back';
  return progress === null ? 'resting' : 'running';
}

function momentOf(ms: number | null): string | null {
  return ms === null ? null : instantOf(ms);
}
