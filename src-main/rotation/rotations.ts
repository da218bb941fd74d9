import type { RotationCheck, RotationOutcome } from '#shared/contract/rotation.ts';
import { shownFailure } from '#shared/contract/shown-failure.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { DAY_MS, instantOf, SECOND_MS } from '#shared/time.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';
import type { Intended, Journal } from './facts.ts';
import type { Gather } from './gather.ts';
import type { Journals } from './journal.ts';
import type { MakeKey } from './make-key.ts';
import { judge, type KeyInPlace } from './preflight.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';
import { stateOf } from './steps.ts';
import { identitiesElsewhere, identitiesOfUser } from './subject.ts';
import { canRollBack, newerView } from './view.ts';

const GRACE_SECONDS = (7 * DAY_MS) / SECOND_MS;

interface Wish {
  readonly mfaCode?: string | undefined;
  /** Goes on although something else uses the key. */
  readonly insist?: boolean | undefined;
}

interface Grace {
  readonly graceSeconds?: number | undefined;
  readonly deletesItself?: boolean | undefined;
}

/**
 * Rotations of access keys: each a fold over the facts in its journal, so that whatever stops one, the next
 * call goes on (contracts.md §4.1). Each returns when the rotation rests; a failure on the way is part of
 * what it returns. Throws what stands against it before anything was changed, and `rotation/running`.
 */
export interface Rotations {
  check(identity: string): Promise<RotationCheck>;
  start(identity: string, wish: Wish & Grace): Promise<RotationOutcome>;
  /** Throws `rotation/nothing-to-do`, as the ones below do. */
  resume(identity: string, wish: Wish): Promise<RotationOutcome>;
  rollBack(
    identity: string,
    wish: Wish & { readonly deletesNewKey?: boolean | undefined },
  ): Promise<RotationOutcome>;
  finish(identity: string, wish: Wish): Promise<RotationOutcome>;
  deleteOrphan(
    identity: string,
    wish: Wish & { readonly accessKeyId: string },
  ): Promise<RotationOutcome>;
  /** Has the one that this process is at rest before its next step. */
  pause(identity: string): Promise<void>;
  /** Goes on with one that was begun, as far as that takes nobody. */
  goOn(id: string): Promise<void>;
  list(): readonly Rotation[];
}

export function createRotations(deps: {
  readonly state: StateStore;
  readonly journals: Journals;
  readonly iamCredentials: IamCredentials;
  readonly gather: Gather;
  readonly makeKey: MakeKey;
  readonly runs: Runs;
  readonly skew: ClockSkew;
}): Rotations {
  const { state, journals, iamCredentials, gather, makeKey, runs, skew } = deps;

  const subjectOf = async (name: string) => {
    // A user who was renamed has a rotation by the name before.
    await journals.refresh();
    const identity = findIdentity(state.current(), name);
    const endpoint = findEndpoint(state.current(), identity.endpoint);
    const { accountId, userName } = identity;
    if (userName === null) throw new AppError('identity/root-key', { accountId });
    const subject = { accountId, userName };
    const id = runs.idOf(identity);
    const elsewhere = identitiesElsewhere(
      state.current(),
      runs.find(id) ?? { id, ...subject },
      identity.accessKeyId,
    );
    return { identity, endpoint, subject, id, elsewhere };
  };

  /**
   * Whether one is under way. Where nobody signs in with either key any more, it leads nowhere. Throws
   * `rotation/newer`.
   */
  const isUnfinished = async (id: string): Promise<boolean> => {
    await journals.refresh();
    const newer = journals.newer().find((rotation) => rotation.id === id);
    if (newer !== undefined) throw new AppError('rotation/newer', { userName: newer.userName });
    const known = runs.find(id);
    return (
      known !== undefined &&
      stateOf(known.facts).end === null &&
      runs.identitiesOf(known).length > 0
    );
  };

  const outcomeOf = (id: string, failure: AppError | null): RotationOutcome => {
    if (failure !== null && isAppError(failure, 'mfa/code-needed')) {
      const { serial, target } = failure.facts;
      return { kind: 'mfa-needed', identity: target, serial };
    }
    const journal = runs.find(id);
    if (journal === undefined) throw new Error('the rotation is not on record');
    return { kind: 'rotation', rotation: runs.view(journal) };
  };

  /** Puts the intent on record, where nothing stands against it. Null, or the code that is needed first. */
  const begin = async (name: string, wish: Wish & Grace) => {
    const { graceSeconds = GRACE_SECONDS, deletesItself = false, mfaCode } = wish;
    const { identity, endpoint, subject, id, elsewhere } = await subjectOf(name);
    const obtained = await iamCredentials.obtain(identity, { mfaCode });
    if (obtained.kind === 'mfa-needed')
      return new AppError('mfa/code-needed', { serial: obtained.serial, target: name });
    const { credentials } = obtained;
    const before = runs.find(id);
    const deleted = deletedIn(before);
    const gathered = await gather({
      identity,
      endpoint,
      credentials,
      deleted,
      codeNeeded: null,
      identitiesElsewhere: elsewhere,
    });
    const stop = judge(gathered).find(({ result }) => result === 'stop')?.failure;
    if (stop) throw new AppError(stop.code, stop.facts);
    const intent: Intended = {
      fact: 'intended',
      atMs: skew.awsNow(),
      oldKeyId: identity.accessKeyId,
      keysBefore: idsOf(gathered.keys),
      graceSeconds,
      deletesItself,
    };
    if (before !== undefined && stateOf(before.facts).end === null)
      await journals.append(id, { fact: 'abandoned', atMs: skew.awsNow() });
    await journals.begin({ id, endpoint: endpoint.name, ...subject, facts: [intent] });
    return null;
  };

  /** What a person asks of one that was begun; `change` throws where it makes no sense now. */
  const withUnfinished = async (
    name: string,
    { mfaCode, insist }: Wish,
    change: (run: Run) => Promise<AppError | null>,
  ): Promise<RotationOutcome> => {
    const { id, subject } = await subjectOf(name);
    const failure = await runs.inTurn({ id, ...subject }, async () => {
      if (!(await isUnfinished(id))) throw nothingToDo(name);
      const run = runs.begin(id, { mfaCode, wanted: name });
      if (insist === true) await run.note({ fact: 'insisted' });
      return (await change(run)) ?? runs.advance(run);
    });
    return outcomeOf(id, failure);
  };

  /** Of one that was begun, what is wished now counts. */
  const noteGrace = async (run: Run, wish: Grace) => {
    const { intent } = run.state();
    const { graceSeconds = intent.graceSeconds, deletesItself = intent.deletesItself } = wish;
    if (graceSeconds !== intent.graceSeconds || deletesItself !== intent.deletesItself)
      await run.note({ fact: 'grace-set', graceSeconds, deletesItself });
  };

  const lookForOrphan = (run: Run) => runs.attempt(run, () => makeKey.lookForOrphan(run));

  return {
    async check(name) {
      const { identity, endpoint, id, elsewhere } = await subjectOf(name);
      const credentials = await iamCredentials.atHand(identity);
      const { mfaSerial, hasSeed, mfaProcess } = identity;
      const makesCodes = hasSeed || mfaProcess !== null || credentials.sessionToken !== null;
      const gathered = await gather({
        identity,
        endpoint,
        credentials,
        deleted: deletedIn(runs.find(id)),
        codeNeeded: mfaSerial === null || makesCodes ? null : { serial: mfaSerial },
        identitiesElsewhere: elsewhere,
      });
      // The second key of one that is under way is its own.
      const findings = (await isUnfinished(id)) ? [] : judge(gathered);
      return {
        identity: name,
        oldKeyId: identity.accessKeyId,
        canStart: findings.every(({ result }) => result !== 'stop'),
        findings: findings.map(({ failure, ...rest }) => ({
          ...rest,
          failure: failure === null ? null : shownFailure(failure),
        })),
        keys: 'code' in gathered.keys ? null : gathered.keys.map(keyView),
      };
    },

    async start(name, wish) {
      const { id, subject } = await subjectOf(name);
      const failure = await runs.inTurn({ id, ...subject }, async () => {
        const needed = (await isUnfinished(id)) ? null : await begin(name, wish);
        if (needed !== null) return needed;
        const run = runs.begin(id, { mfaCode: wish.mfaCode, wanted: name });
        await noteGrace(run, wish);
        if (wish.insist === true) await run.note({ fact: 'insisted' });
        return (await lookForOrphan(run)) ?? runs.advance(run);
      });
      return outcomeOf(id, failure);
    },

    resume: (name, wish) => withUnfinished(name, wish, lookForOrphan),

    rollBack: (name, { deletesNewKey = false, ...wish }) =>
      withUnfinished(name, wish, async (run) => {
        const now = run.state();
        if (canRollBack(now)) await run.note({ fact: 'turned-back', deletesNewKey });
        else if (now.direction === 'forward') throw nothingToDo(name);
        else if (deletesNewKey) await run.note({ fact: 'deletion-asked' });
        return null;
      }),

    finish: (name, wish) =>
      withUnfinished(name, wish, async (run) => {
        const { direction, deactivatedAtMs, newDeactivatedAtMs } = run.state();
        const sinceMs = direction === 'forward' ? deactivatedAtMs : newDeactivatedAtMs;
        if (sinceMs === null) throw nothingToDo(name);
        await run.note({ fact: 'deletion-asked' });
        return null;
      }),

    deleteOrphan: (name, { accessKeyId, ...wish }) =>
      withUnfinished(name, wish, async (run) => {
        if (run.state().orphan?.accessKeyId !== accessKeyId) throw nothingToDo(name);
        return runs.attempt(run, () => makeKey.deleteOrphan(run));
      }),

    async pause(name) {
      const { id } = await subjectOf(name);
      if (!runs.pause(id)) throw nothingToDo(name);
    },

    async goOn(id) {
      const known = runs.find(id);
      if (known === undefined) return;
      await runs.inTurn(known, async () => {
        if (await isUnfinished(id)) await runs.advance(runs.begin(id, {}));
      });
    },

    list: () => [
      ...journals
        .all()
        .filter((journal) => runs.identitiesOf(journal).length > 0)
        .map(runs.view),
      ...journals
        .newer()
        .map((newer) => newerView(newer, identitiesOfUser(state.current(), newer)))
        .filter(({ identities }) => identities.length > 0),
    ],
  };
}

function nothingToDo(identity: string): AppError {
  return new AppError('rotation/nothing-to-do', { identity });
}

/** AWS may list for a while what the rotation before has deleted. */
function deletedIn(before: Journal | undefined): readonly string[] {
  if (before === undefined) return [];
  const { end, intent, newKey, deletedOrphans } = stateOf(before.facts);
  if (end === 'deleted') return [intent.oldKeyId, ...deletedOrphans];
  return end === 'rolled-back' && newKey !== null
    ? [newKey.accessKeyId, ...deletedOrphans]
    : deletedOrphans;
}

function idsOf(keys: readonly KeyInPlace[] | object): readonly string[] {
  return Array.isArray(keys) ? keys.map(({ accessKeyId }: KeyInPlace) => accessKeyId) : [];
}

function keyView({ createdAtMs, lastUsed, ...key }: KeyInPlace) {
  const uses =
    lastUsed === null
      ? null
      : { at: instantOf(lastUsed.atMs), service: lastUsed.service, region: lastUsed.region };
  return { ...key, createdAt: instantOf(createdAtMs), lastUsed: uses };
}
