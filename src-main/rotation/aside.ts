import type { Identity, Rotation } from '#shared/contract/things.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Journal } from './facts.ts';
import type { Journals } from './journal.ts';
import type { Runs } from './runs.ts';
import { stateOf } from './steps.ts';
import { newerView, rotationView } from './view.ts';

/** What is done to a user's keys and identities beside rotations, which would be in each other's way. */
export interface Aside {
  /**
   * Does it while no process rotates the user's key. `work` hears of the rotation that is under way and rests,
   * or is one of a newer Latchkey.
   * Throws `rotation/running`, `vault/*`.
   */
  standAside<T>(identity: Identity, work: (unfinished: Rotation | null) => Promise<T>): Promise<T>;
  /**
   * Of an identity that is removed: deletes the secrets of its key, and of its rotation where nobody is left in
   * that, but none that somebody signs in with or another rotation needs.
   */
  forgetKeys(identity: Identity): Promise<void>;
}

export function createAside(deps: {
  readonly state: Pick<StateStore, 'current'>;
  readonly secrets: Pick<SecretStore, 'delete'>;
  readonly journals: Journals;
  readonly runs: Runs;
  readonly skew: ClockSkew;
}): Aside {
  const { state, secrets, journals, runs, skew } = deps;

  const unfinished = async (id: string): Promise<Rotation | null> => {
    await journals.refresh();
    const newer = journals.newer().find((rotation) => rotation.id === id);
    if (newer !== undefined) return newerView(newer, []);
    const journal = runs.find(id);
    if (journal === undefined || stateOf(journal.facts).end !== null) return null;
    const identities = runs.identitiesOf(journal).map(({ name }) => name);
    return identities.length === 0
      ? null
      : rotationView(journal, { identities, progress: null, nowMs: skew.awsNow() });
  };

  /** Of one that nobody is left in, no key is needed. */
  const isNeeded = (accessKeyId: string): boolean =>
    state.current().identities.some((identity) => identity.accessKeyId === accessKeyId) ||
    journals
      .all()
      .some(
        (journal) =>
          stateOf(journal.facts).end === null &&
          runs.identitiesOf(journal).length > 0 &&
          keyIdsOf(journal).includes(accessKeyId),
      ) ||
    journals.newer().some(({ oldKeyId, newKeyId }) => [oldKeyId, newKeyId].includes(accessKeyId));

  return {
    async forgetKeys({ accessKeyId }) {
      const left = journals
        .all()
        .filter(
          (journal) =>
            keyIdsOf(journal).includes(accessKeyId) && runs.identitiesOf(journal).length === 0,
        );
      for (const id of new Set([accessKeyId, ...left.flatMap(keyIdsOf)]))
        if (!isNeeded(id)) await secrets.delete(`access-key/${id}`);
      for (const { id } of left) await journals.drop(id);
    },
    async standAside(identity, work) {
      const { userName } = identity;
      // The root user's key is not rotated.
      if (userName === null) return work(null);
      await journals.refresh();
      const id = runs.idOf(identity);
      return runs.inTurn({ id, userName }, async () => work(await unfinished(id)));
    },
  };
}

function keyIdsOf({ facts }: Journal): readonly string[] {
  const { intent, newKey } = stateOf(facts);
  return newKey === null ? [intent.oldKeyId] : [intent.oldKeyId, newKey.accessKeyId];
}
