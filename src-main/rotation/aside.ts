import type { Identity, Rotation } from '#shared/contract/things.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
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
}

export function createAside(deps: {
  readonly journals: Journals;
  readonly runs: Runs;
  readonly skew: ClockSkew;
}): Aside {
  const { journals, runs, skew } = deps;

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

  return {
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
