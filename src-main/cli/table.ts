import { visibleText } from '#shared/visible-text.ts';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string | null;
}

/** Rows under short titles, aligned, two blanks apart; an empty cell shows as `–`. Lines do not end in blanks. */
export function printTable<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  dim: (text: string) => string,
): string {
  const cells = rows.map((row) => columns.map(({ of }) => visibleText(of(row) || '–')));
  const titles = columns.map(({ title }) => title.toUpperCase());
  const widths = titles.map((title, index) =>
    Math.max(...[title, ...cells.map((line) => line[index] ?? '')].map(widthOf)),
  );
  const lines = cells.map((line) => aligned(line, widths));
  return [dim(aligned(titles, widths)), ...lines].join('\n');
}

/** Names and values of one thing, a line each; what is null is left out. */
export function printFacts(
  facts: readonly (readonly [name: string, value: string | null])[],
): string {
  const shown = facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
  const width = Math.max(...shown.map(([name]) => widthOf(name)));
  return shown.map(([name, value]) => aligned([name, visibleText(value)], [width, 0])).join('\n');
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell))))
    .join('  ')
    .trimEnd();
}

/** Code points, which is close enough: our names are ASCII, and AWS's nearly always. */
function widthOf(text: string): number {
  return [...text].length;
}
