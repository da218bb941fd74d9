import { nameProblem } from '#shared/names.ts';
import { listIn, propertyOf, readContent } from './read-content.ts';
import type { NameKind } from './what-fits.ts';

export type KnownNames = Readonly<Record<NameKind, readonly string[]>>;

/**
 * The names in the state document, read as it lies there: without its lock, its schemas or the vault, and
 * without asking the running app, which writes it before it shows anything. What is no name is left out,
 * and so is everything when it cannot be read. Never throws.
 */
export async function readKnownNames(stateFile: string): Promise<KnownNames> {
  return namesIn(await readContent(stateFile));
}

function namesIn(content: unknown): KnownNames {
  const identities = listIn(content, 'identities');
  const roles = listIn(content, 'roles');
  const targets = [...identities, ...roles];
  return {
    target: valuesOf(targets, 'name'),
    identity: valuesOf(identities, 'name'),
    role: valuesOf(roles, 'name'),
    endpoint: valuesOf(listIn(content, 'endpoints'), 'name'),
    profile: valuesOf(targets, 'profile'),
  };
}

/** A name that no command would take may be a command of its own, to a shell. */
function valuesOf(things: readonly unknown[], key: string): readonly string[] {
  return things
    .map((thing) => propertyOf(thing, key))
    .filter((value) => typeof value === 'string')
    .filter((name) => nameProblem(name) === null);
}
