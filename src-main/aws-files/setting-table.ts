import type { Setting } from './document.ts';
import type { Lint } from './lints.ts';
import type { LineFacts } from './scan-line.ts';

/**
 * The settings of a whole file as numbers in one block. As objects, the hundred thousand of a large file
 * would cost more than all the rest of reading it; so each becomes one when somebody looks at it.
 */
export interface SettingTable {
  rows: Int32Array;
  count: number;
  readonly blockedBy: Map<number, Lint>;
}

/** Numbers of a setting; the last is its `end`. */
const WIDTH = 10;
const END = WIDTH - 1;
/** Of a setting with its line; files with shorter ones make the table grow. */
const USUAL_BYTES = 32;

export function createSettingTable(fileSize: number): SettingTable {
  const expected = Math.ceil(fileSize / USUAL_BYTES) + 1;
  return { rows: new Int32Array(expected * WIDTH), count: 0, blockedBy: new Map() };
}

/** Adds the setting that a line holds; returns its number. */
export function addSetting(
  table: SettingTable,
  facts: LineFacts,
  place: { readonly line: number; readonly start: number; readonly next: number },
): number {
  const number = table.count++;
  const at = number * WIDTH;
  if (at === table.rows.length) {
    const larger = new Int32Array(table.rows.length * 2);
    larger.set(table.rows);
    table.rows = larger;
  }
  const { rows } = table;
  rows[at] = place.line;
  rows[at + 1] = place.start;
  rows[at + 2] = facts.first;
  rows[at + 3] = facts.keyEnd;
  rows[at + 4] = facts.delimiter;
  rows[at + 5] = facts.valueStart;
  rows[at + 6] = facts.last;
  rows[at + 7] = facts.cut;
  rows[at + 8] = facts.end;
  rows[at + 9] = place.next;
  return number;
}

export function setEnd({ rows }: SettingTable, number: number, end: number): void {
  rows[number * WIDTH + END] = end;
}

export function settingAt({ rows, blockedBy }: SettingTable, number: number): Setting {
  const at = number * WIDTH;
  return {
    line: rows[at]!,
    start: rows[at + 1]!,
    keyStart: rows[at + 2]!,
    keyEnd: rows[at + 3]!,
    delimiter: rows[at + 4]!,
    valueStart: rows[at + 5]!,
    valueEnd: rows[at + 6]!,
    comment: rows[at + 7]!,
    lineEnd: rows[at + 8]!,
    end: rows[at + 9]!,
    blockedBy: blockedBy.get(number) ?? null,
  };
}

export function settingsBetween(table: SettingTable, from: number, to: number): Setting[] {
  return Array.from({ length: to - from }, (_, index) => settingAt(table, from + index));
}

export function hasValue({ rows }: SettingTable, number: number): boolean {
  return rows[number * WIDTH + 5] !== rows[number * WIDTH + 6];
}

export function block({ blockedBy }: SettingTable, number: number, lint: Lint): void {
  if (!blockedBy.has(number)) blockedBy.set(number, lint);
}
