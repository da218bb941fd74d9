import type { Endpoint, Identity, Role } from '#shared/contract/things.ts';
import type { State } from './state-document.ts';

/** The things of a state by their names. */
export interface StateIndex {
  readonly identities: ReadonlyMap<string, Identity>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

/** Made once for each state: with ten thousand roles, looking for one after the other is quadratic. */
export function indexOf(state: State): StateIndex {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const index = {
    identities: byName(state.identities),
    roles: byName(state.roles),
    endpoints: byName(state.endpoints),
  };
  indexes.set(state, index);
  return index;
}

const indexes = new WeakMap<State, StateIndex>();

function byName<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}
