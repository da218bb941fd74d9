import path from 'node:path';
import type { Identity, Rotation } from '#shared/contract/things.ts';
import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import { userIdOf } from '../identities/user-id.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint } from '../targets/targets.ts';
import type { Journal } from './facts.ts';
import { inventoryAfter } from './inventory.ts';
import type { Journals } from './journal.ts';
import { learnName, mayBeRenamed } from './learn-name.ts';
import type { Run } from './run.ts';
import { nextStep, stateOf } from './steps.ts';
import { identitiesWith, type Subject } from './subject.ts';
import type { TakeStep } from './take-step.ts';
import { type Progress, rotationView } from './view.ts';

/** Another process at the same rotation works for minutes: nobody waits for that unasked. */
const LOCK_WAIT_MS = SECOND_MS;

/** Works at rotations, each in one process at a time. */
export interface Runs {
  /** Throws `rotation/running` where anybody is at it already. */
  inTurn<T>(
    which: Pick<Subject, 'userName'> & { readonly id: string },
    work: () => Promise<T>,
  ): Promise<T>;
  /** `wanted`: the identity whose key and device are to make the calls, where there is a choice. */
  begin(
    id: string,
    options: { readonly mfaCode?: string | undefined; readonly wanted?: string },
  ): Run;
  /** Takes step after step until it rests, and gives what it failed with on the way. */
  advance(run: Run): Promise<AppError | null>;
  /** Puts a failure on record and gives it; throws it where the rotation has ended by it. */
  attempt(run: Run, work: () => Promise<void>): Promise<AppError | null>;
  /** Under what the rotation of an identity's user is on record, or would be. A user may have got another name since. */
  idOf(identity: Identity): string;
  /** Those that sign in with either key. */
  identitiesOf(journal: Journal): readonly Identity[];
  /** As this process last saw it. */
  find(id: string): Journal | undefined;
  view(journal: Journal): Rotation;
  isRunning(id: string): boolean;
  /** Has it rest before its next step, as after a kill, until somebody goes on. Whether this process is at it. */
  pause(id: string): boolean;
}

export function createRuns(deps: {
  readonly state: StateStore;
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly journals: Journals;
  readonly iamCredentials: Pick<IamCredentials, 'obtain'>;
  readonly takeStep: TakeStep;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly lockFolder: string;
  readonly onChange: () => void;
}): Runs {
  const { state, journals, skew } = deps;
  const running = new Map<string, Progress & { readonly stopping: AbortController }>();

  const find = (id: string) => journals.all().find((journal) => journal.id === id);

  const identitiesOf: Runs['identitiesOf'] = (journal) => {
    const { intent, newKey } = stateOf(journal.facts);
    const keyIds = [intent.oldKeyId, ...(newKey === null ? [] : [newKey.accessKeyId])];
    return identitiesWith(state.current(), journal, keyIds);
  };

  const attempt: Runs['attempt'] = async (run, work) => {
    try {
      const nameBefore = run.userName();
      await work().catch(async (error: unknown) => {
        if (run.userName() === nameBefore && mayBeRenamed(error)) await run.learnName();
        if (run.userName() === nameBefore || run.state().end !== null) throw error;
        await work();
      });
      return null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      const found = isAppError(error, 'aws/access-denied') ? deniedIn(run, error) : error;
      if (run.state().end !== null) throw found;
      await run.note({ fact: 'failed', failure: failureOf(found) });
      return found;
    }
  };

  /** Before AWS is asked for its keys again, which may lag behind. */
  const noteInventory = async (journal: Journal) => {
    const now = stateOf(journal.facts);
    try {
      await state.update((current) => {
        const users = new Set(identitiesOf(journal).map(({ name }) => name));
        const identities = current.identities.map((identity) =>
          users.has(identity.name) && identity.keys !== null
            ? { ...identity, keys: inventoryAfter(identity.keys, now) }
            : identity,
        );
        return { ...current, identities };
      });
    } catch (error) {
      // Only to be shown: the next reading tells it, and what the step came to counts.
      if (!isAppError(error)) throw error;
    }
  };

  return {
    async inTurn({ id, userName }, work) {
      if (running.has(id)) throw new AppError('rotation/running', { userName });
      running.set(id, { proof: null, stopping: new AbortController() });
      deps.onChange();
      const lockPath = path.join(deps.lockFolder, `rotation-${id}.lock`);
      try {
        return await withLock(lockPath, deps.clock, work, LOCK_WAIT_MS);
      } catch (error) {
        if (isAppError(error, 'state/busy') && error.facts.path === lockPath)
          throw new AppError('rotation/running', { userName }, error);
        throw error;
      } finally {
        running.delete(id);
        deps.onChange();
      }
    },
    begin(id, { mfaCode, wanted }) {
      const found = find(id);
      if (found === undefined) throw new Error('there is no such rotation');
      // Its own: the others are forgotten when the vault is locked meanwhile.
      let journal = found;
      let held: Credentials | null = null;
      const stopping = running.get(id)?.stopping ?? new AbortController();
      const identity = () => {
        const all = identitiesOf(journal);
        const found = all.find(({ name }) => name === wanted) ?? all.find(needsNobody) ?? all[0];
        if (found !== undefined) return found;
        throw new AppError('input/unknown', { kind: 'identity', name: journal.userName });
      };
      const noteBy =
        (append: Journals['append']): Run['note'] =>
        async (...facts) => {
          const atMs = skew.awsNow();
          journal = await append(id, ...facts.map((fact) => ({ ...fact, atMs })));
        };
      const run: Run = {
        journal: () => journal,
        state: () => stateOf(journal.facts),
        userName: () => stateOf(journal.facts).renamedTo ?? journal.userName,
        endpoint: findEndpoint(state.current(), identity().endpoint),
        async iam() {
          if (held !== null) return held;
          const { name, mfaSerial } = identity();
          const obtained = await deps.iamCredentials.obtain(identity(), { mfaCode });
          if (obtained.kind === 'mfa-needed')
            throw new AppError('mfa/code-needed', { serial: obtained.serial, target: name });
          // A session costs a code and outlives its key; of keys, it is always the one in use.
          if (mfaSerial !== null) held = obtained.credentials;
          return obtained.credentials;
        },
        learnName: () => learnName(deps, run, identitiesOf(journal)),
        note: noteBy(journals.append),
        held: () => noteBy(journals.held()),
        showProof(proof) {
          running.set(id, { proof, stopping });
          deps.onChange();
        },
        stopped: stopping.signal,
      };
      return run;
    },
    async advance(run) {
      try {
        for (;;) {
          const step = nextStep(run.state(), skew.awsNow());
          const isResting = step.do === 'wait' || step.do === 'nothing';
          const failure = isResting
            ? null
            : await attempt(run, async () => {
                run.stopped.throwIfAborted();
                await deps.takeStep(run, step);
              });
          if (isResting || failure !== null) return failure;
        }
      } finally {
        await noteInventory(run.journal());
      }
    },
    attempt,
    idOf(identity) {
      const underWay = journals
        .all()
        .find(
          (journal) =>
            stateOf(journal.facts).end === null &&
            identitiesOf(journal).some(({ name }) => name === identity.name),
        );
      return underWay?.id ?? userIdOf(state.current(), identity);
    },
    identitiesOf,
    find,
    view: (journal) =>
      rotationView(journal, {
        identities: identitiesOf(journal).map(({ name }) => name),
        progress: running.get(journal.id) ?? null,
        nowMs: skew.awsNow(),
      }),
    isRunning: (id) => running.has(id),
    pause(id) {
      running.get(id)?.stopping.abort(new AppError('rotation/paused', {}));
      return running.has(id);
    },
  };
}

/** Whether its codes are made without a person, or it needs none. */
function needsNobody({ mfaSerial, hasSeed, mfaProcess }: Identity): boolean {
  return mfaSerial === null || hasSeed || mfaProcess !== null;
}

/** A denial, with what it leaves. */
function deniedIn(run: Run, error: AppError<'aws/access-denied'>): AppError {
  const { action } = error.facts;
  const newKeyId = run.state().newKey?.accessKeyId ?? null;
  return new AppError('rotation/denied', { action, userName: run.userName(), newKeyId }, error);
}
