import type { ImportPlan } from '#shared/contract/import-plan.ts';

type Targets = Pick<ImportPlan, 'identities' | 'roles'>;

/** The names of what is taken over: all that is not left out, a role only along with what it is assumed from. */
export function chosenTargets(plan: Targets, leftOut: ReadonlySet<string>): ReadonlySet<string> {
  const targets = new Map(
    [...plan.identities, ...plan.roles].map((target) => [target.name, target]),
  );
  const chosen = new Map<string, boolean>();
  const isChosen = (name: string): boolean => {
    const known = chosen.get(name);
    if (known !== undefined) return known;
    const target = targets.get(name);
    // What Latchkey has already is there to be assumed from, whatever becomes of its profile.
    const hasSource = target === undefined || !('source' in target) || isThere(target.source);
    const answer = target !== undefined && !leftOut.has(name) && hasSource;
    chosen.set(name, answer);
    return answer;
  };
  const isThere = (source: string): boolean => {
    const target = targets.get(source);
    return target === undefined || target.standing === 'known' || isChosen(source);
  };
  return new Set([...targets.keys()].filter(isChosen));
}

/** The profiles to name in the choice; undefined where everything is taken. */
export function chosenProfiles(plan: Targets, leftOut: ReadonlySet<string>): string[] | undefined {
  const chosen = chosenTargets(plan, leftOut);
  const all = [...plan.identities, ...plan.roles];
  if (chosen.size === all.length) return undefined;
  return all.filter(({ name }) => chosen.has(name)).map(({ profile }) => profile);
}
