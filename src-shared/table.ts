/**
 * A list of things of one kind, column by column, so that ten thousand of them are quickly checked, sent and read:
 * each key is said once, and each value once however many rows have it.
 */
export type Table<T> = { [K in keyof T]: Column<T[K]> };

export interface Column<V> {
  values: V[];
  /** Which of the values each row has; null where the first row has the first value, the second the second… */
  at: number[] | null;
}

/** `keys`: what crosses of each thing. */
export function toTable<T extends object>(
  things: readonly T[],
  keys: readonly (keyof T)[],
): Table<T> {
  return Object.fromEntries(
    keys.map((key) => [key, columnOf(things.map((thing) => thing[key]))]),
  ) as Table<T>;
}

/** Things that had the same value share it. */
export function fromTable<T extends object>(table: Table<T>): T[] {
  const [first, ...others] = Object.entries<Column<unknown>>(table);
  if (first === undefined) return [];
  const things = rowsOf(first[1]).map((value) => ({ [first[0]]: value }));
  for (const [key, column] of others) {
    const values = rowsOf(column);
    things.forEach((thing, row) => (thing[key] = values[row]));
  }
  return things as T[];
}

function columnOf<V>(rows: readonly V[]): Column<V> {
  const values: V[] = [];
  const places = new Map<unknown, number>();
  const at = rows.map((value) => {
    const mark = markOf(value);
    const known = places.get(mark);
    if (known !== undefined) return known;
    places.set(mark, values.length);
    return values.push(value) - 1;
  });
  return { values, at: values.length === rows.length ? null : at };
}

/** No column has both texts and objects. */
function markOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function rowsOf<V>({ values, at }: Column<V>): readonly (V | undefined)[] {
  return at === null ? values : at.map((place) => values[place]);
}
