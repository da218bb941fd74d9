export interface CsvRow {
  readonly cells: readonly string[];
  /** Of its first line, from 1. */
  readonly line: number;
}

/**
 * RFC 4180, with LF as well as CRLF; lines without anything are left out. `refuse` throws what a text that is
 * no CSV fails with.
 */
export function parseCsv(
  text: string,
  refuse: (line: number, problem: string) => never,
): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const start = line;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
      if ('problem' in cell) return refuse(line, cell.problem);
      cells.push(cell.value);
      line += cell.value.split('\n').length - 1;
      at = cell.end;
      if (text[at] !== ',') break;
      at++;
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text[at] === '\n') at++;
    else if (at < text.length) refuse(line, 'text follows a closing quote');
    line++;
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: start });
  }
  return rows;
}

/**
 * A CSV in which no spreadsheet takes a cell for a formula: an apostrophe stands before what would be one
 * (OWASP, "CSV Injection").
 */
export function spreadsheetCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(spreadsheetCell).join(',')}\r\n`).join('');
}

function spreadsheetCell(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Cell = { readonly value: string; readonly end: number } | { readonly problem: string };

function plainCell(text: string, start: number): Cell {
  const end = endOfPlain(text, start);
  const value = text.slice(start, end);
  if (/["\r\0]/.test(value))
    return { problem: 'a quote or a control character stands inside a cell' };
  return { value, end };
}

function endOfPlain(text: string, start: number): number {
  END_OF_PLAIN.lastIndex = start;
  return END_OF_PLAIN.exec(text)?.index ?? text.length;
}

const END_OF_PLAIN = /,|\r?\n/g;

function quotedCell(text: string, start: number): Cell {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) return { problem: 'a quote is not closed' };
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}
