/**
 * A list of things of one kind, column by column, so that ten thousand of them are quickly checked, sent and read:
 * each key is said once, and a value once for all rows in a row that have it.
 */
export type Table<T> = { [K in keyof T]: Column<T[K]> };

export interface Column<V> {
  values: V[];
  /** How many rows have each of the values; null where every row has one of its own. */
  counts: number[] | null;
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
  const counts: number[] = [];
  let last: unknown;
  for (const value of rows) {
    const mark = markOf(value);
    if (values.length > 0 && mark === last) counts[counts.length - 1]! += 1;
    else counts[values.push(value) - 1] = 1;
    last = mark;
  }
  return { values, counts: values.length === rows.length ? null : counts };
}

/** The same for values that are the same. No column has both texts and objects. */
function markOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value);
}

function rowsOf<V>({ values, counts }: Column<V>): readonly V[] {
  if (counts === null) return values;
  const rows: V[] = [];
  for (const [index, value] of values.entries()) {
    for (let left = counts[index] ?? 0; left > 0; left -= 1) rows.push(value);
  }
  return rows;
}
