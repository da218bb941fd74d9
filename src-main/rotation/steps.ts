import { SECOND_MS } from '#shared/time.ts';
import type { Failure } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import type { Fact, Intended, ListedKey } from './facts.ts';

/**
 * For so long after CreateAccessKey a key may still come to light. The longest that was seen in the field
 * is half a minute (contracts.md §4.1); and AWS allows no third key, whatever it lists.
 */
export const LIGHT_MS = 60 * SECOND_MS;

/** What the facts come to. Moments are by AWS's time, null for what has not happened or was taken back. */
export interface RotationState {
  readonly intent: Intended;
  readonly direction: 'forward' | 'back';
  readonly end: 'deleted' | 'rolled-back' | 'abandoned' | null;
  /** A call to make a key whose outcome nobody knows, since when. */
  readonly unsettledSinceMs: number | null;
  /** Whether such a call was ever settled by its silence. */
  readonly isDoubtful: boolean;
  readonly orphan: ListedKey | null;
  readonly deletedOrphans: readonly string[];
  readonly newKey: { readonly accessKeyId: string; readonly secret: Secret | null } | null;
  readonly createdAtMs: number | null;
  readonly storedAtMs: number | null;
  readonly provenAtMs: number | null;
  readonly switchedAtMs: number | null;
  readonly identities: readonly string[];
  readonly isRenewed: boolean;
  readonly leftSessions: readonly string[];
  /** The user's name now, where it is another. */
  readonly renamedTo: string | null;
  readonly isInsistedOn: boolean;
  /** When AWS was last asked to deactivate the old key, whether or not it did; null where it is active for sure. */
  readonly deactivatingAtMs: number | null;
  readonly deactivatedAtMs: number | null;
  readonly isDeletionAsked: boolean;
  readonly deletedAtMs: number | null;
  /** Of a rotation that is rolled back. */
  readonly isOldActivated: boolean;
  readonly isOldProven: boolean;
  readonly isSwitchedBack: boolean;
  readonly newDeactivatedAtMs: number | null;
  /** When the last thing went well. */
  readonly cameSoFarAtMs: number;
  /** Why it went no further since then, and when it was tried last. */
  readonly failure: Failure | null;
  readonly failedAtMs: number | null;
}

/** What is to be done next. `wait`: nothing until then, or until that comes. */
export type NextStep =
  | {
      readonly do:
        | 'create'
        | 'store'
        | 'prove'
        | 'switch'
        | 'renew'
        | 'deactivate'
        | 'delete'
        | 'abandon'
        | 'activate-old'
        | 'prove-old'
        | 'switch-back'
        | 'deactivate-new'
        | 'delete-new';
    }
  | { readonly do: 'seek-orphan'; readonly untilMs: number }
  | { readonly do: 'wait'; readonly for: 'grace'; readonly untilMs: number }
  | { readonly do: 'wait'; readonly for: 'orphan' | 'person' }
  | { readonly do: 'nothing' };

export function stateOf([intent, ...facts]: readonly [Intended, ...Fact[]]): RotationState {
  return facts.reduce(after, {
    intent,
    direction: 'forward',
    end: null,
    unsettledSinceMs: null,
    isDoubtful: false,
    orphan: null,
    deletedOrphans: [],
    newKey: null,
    createdAtMs: null,
    storedAtMs: null,
    provenAtMs: null,
    switchedAtMs: null,
    identities: [],
    isRenewed: false,
    leftSessions: [],
    renamedTo: null,
    isInsistedOn: false,
    deactivatingAtMs: null,
    deactivatedAtMs: null,
    isDeletionAsked: false,
    deletedAtMs: null,
    isOldActivated: false,
    isOldProven: false,
    isSwitchedBack: false,
    newDeactivatedAtMs: null,
    cameSoFarAtMs: intent.atMs,
    failure: null,
    failedAtMs: null,
  });
}

function after(before: RotationState, fact: Fact): RotationState {
  const { atMs } = fact;
  if (fact.fact === 'failed') return { ...before, failure: fact.failure, failedAtMs: atMs };
  const goesOn = { cameSoFarAtMs: atMs, failure: null, failedAtMs: null };
  return { ...before, ...goesOn, ...changeOf(before, fact) };
}

function changeOf(
  before: RotationState,
  fact: Exclude<Fact, { readonly fact: 'failed' }>,
): Partial<RotationState> {
  const { atMs } = fact;
  switch (fact.fact) {
    case 'intended':
      return {};
    case 'creating':
    case 'doubted':
      return { unsettledSinceMs: atMs };
    case 'created':
      return {
        unsettledSinceMs: null,
        newKey: { accessKeyId: fact.accessKeyId, secret: fact.secret },
        createdAtMs: atMs,
      };
    case 'not-created':
      return { unsettledSinceMs: null };
    case 'none-found':
      return { unsettledSinceMs: null, isDoubtful: true };
    case 'orphan-found':
      return { unsettledSinceMs: null, orphan: fact.orphan };
    case 'orphan-deleted':
      return { orphan: null, deletedOrphans: [...before.deletedOrphans, fact.accessKeyId] };
    case 'stored':
      return { storedAtMs: atMs };
    case 'proven':
      return { provenAtMs: atMs };
    case 'switched':
      return {
        switchedAtMs: atMs,
        identities: [...new Set([...before.identities, ...fact.identities])],
        isRenewed: false,
      };
    case 'renewed':
      return { isRenewed: true, leftSessions: fact.left };
    case 'renamed':
      return { renamedTo: fact.userName };
    case 'insisted':
      return { isInsistedOn: true };
    case 'deactivating':
      return { deactivatingAtMs: atMs };
    case 'not-deactivated':
      return { deactivatingAtMs: null };
    case 'deactivated':
      // Who insisted spoke of who used the key then.
      return { deactivatedAtMs: atMs, isInsistedOn: false };
    case 'grace-set': {
      const { graceSeconds, deletesItself } = fact;
      return { intent: { ...before.intent, graceSeconds, deletesItself } };
    }
    case 'deletion-asked':
      return { isDeletionAsked: true };
    case 'deleted':
      return { deletedAtMs: atMs, end: 'deleted' };
    case 'turned-back':
      return { direction: 'back', isDeletionAsked: fact.deletesNewKey };
    case 'old-activated':
      return { deactivatedAtMs: null, isOldActivated: true };
    case 'old-proven':
      return { isOldProven: true };
    case 'old-gone':
      return { direction: 'forward', deactivatedAtMs: atMs, isDeletionAsked: true };
    case 'switched-back':
      return { switchedAtMs: null, isSwitchedBack: true, isRenewed: false, leftSessions: [] };
    case 'new-deactivated':
      return { newDeactivatedAtMs: atMs };
    case 'new-deleted':
      return { end: 'rolled-back' };
    case 'abandoned':
      return { end: 'abandoned' };
  }
}

/** The same for a rotation that just goes on and for one that was found unfinished. */
export function nextStep(state: RotationState, nowMs: number): NextStep {
  if (state.end !== null) return { do: 'nothing' };
  if (state.orphan !== null) return { do: 'wait', for: 'orphan' };
  if (state.unsettledSinceMs !== null)
    return { do: 'seek-orphan', untilMs: state.unsettledSinceMs + LIGHT_MS };
  return state.direction === 'forward' ? forward(state, nowMs) : back(state);
}

function forward(state: RotationState, nowMs: number): NextStep {
  if (state.newKey === null) return { do: 'create' };
  if (state.storedAtMs === null) return { do: 'store' };
  if (state.provenAtMs === null) return { do: 'prove' };
  if (state.switchedAtMs === null) return { do: 'switch' };
  if (!state.isRenewed) return { do: 'renew' };
  if (state.deactivatedAtMs === null) return { do: 'deactivate' };
  const untilMs = graceEndsAtMs(state) ?? nowMs;
  if (state.isDeletionAsked) return { do: 'delete' };
  if (nowMs < untilMs) return { do: 'wait', for: 'grace', untilMs };
  return state.intent.deletesItself ? { do: 'delete' } : { do: 'wait', for: 'person' };
}

/** The old key is used again before the new one is touched, and only once it is proven. */
function back(state: RotationState): NextStep {
  if (state.newKey === null) return { do: 'abandon' };
  if (state.deactivatingAtMs !== null && !state.isOldActivated) return { do: 'activate-old' };
  if (!state.isOldProven) return { do: 'prove-old' };
  // Also where no switch is on record: the process may have died between the two.
  if (!state.isSwitchedBack) return { do: 'switch-back' };
  if (!state.isRenewed) return { do: 'renew' };
  if (state.newDeactivatedAtMs === null) return { do: 'deactivate-new' };
  return state.isDeletionAsked ? { do: 'delete-new' } : { do: 'wait', for: 'person' };
}

/** Until when the old key is kept, inactive; null while it is active. */
export function graceEndsAtMs(state: RotationState): number | null {
  return state.deactivatedAtMs === null
    ? null
    : state.deactivatedAtMs + state.intent.graceSeconds * SECOND_MS;
}
