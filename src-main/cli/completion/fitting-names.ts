/** The names that fit what is typed; `isLoose`: none begins with it, and they are what it may stand for. */
export interface FittingNames {
  readonly names: readonly string[];
  readonly isLoose: boolean;
}

/**
 * Those that begin with it, and only where there are none, those that the search of the window finds by it
 * (`mlsta` for ml-staging): so what one types out is never taken for something else. What is used often and lately
 * comes first, then by name.
 */
export async function fittingNames(
  all: readonly string[],
  typed: string,
  heatOf: (name: string) => number,
): Promise<FittingNames> {
  const names = [...new Set(all)].toSorted();
  const begin = names.filter((name) => name.startsWith(typed));
  if (begin.length > 0 || typed.trim() === '')
    return { names: begin.toSorted((a, b) => heatOf(b) - heatOf(a)), isLoose: false };
  // Of no use to most presses of Tab, and each is a process of its own.
  const { createSearch } = await import('#shared/search/search.ts');
  const things = names.map((name) => ({ name }));
  const found = createSearch<{ name: string }>(({ name }) => [name]).find(
    things,
    typed,
    ({ name }) => heatOf(name),
  );
  return { names: found.map(({ name }) => name), isLoose: true };
}
