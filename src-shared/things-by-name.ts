/** The thing of that name in a list that is never changed: with ten thousand roles, looking for one after the other is quadratic. */
export function thingIn<T extends { readonly name: string }>(
  things: readonly T[],
  name: string,
): T | undefined {
  let byName = indexes.get(things);
  if (byName === undefined) {
    byName = new Map(things.map((thing) => [thing.name, thing]));
    indexes.set(things, byName);
  }
  return byName.get(name) as T | undefined;
}

const indexes = new WeakMap<readonly object[], ReadonlyMap<string, object>>();
