import { AppError } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';

/** A row of the console's accessKeys.csv, or of the older credentials.csv. */
export interface CsvKey {
  /** Null where the file does not name the user. */
  readonly userName: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

const ID = 'access key id';
const SECRET = 'secret access key';
const USER = 'user name';
const KNOWN = new Set([ID, SECRET, USER, 'password', 'console login link']);
/** A user has two keys; a file of many users is a list somebody made. */
const MOST_ROWS = 100;

/**
 * Strict: a file that is not as the console writes it is refused, with its line and without its
 * content. Throws `import/csv-malformed`.
 */
export function parseAccessKeysCsv(csv: Secret): readonly CsvKey[] {
  const [header, ...rows] = parseCsv(csv.reveal().replace(/^\uFEFF/, ''));
  if (header === undefined) malformed(1, 'it is empty');
  const titles = header.cells.map((cell) => cell.trim().toLowerCase());
  const unknown = titles.findIndex((title) => !KNOWN.has(title));
  if (unknown >= 0)
    malformed(1, `column ${unknown + 1} has a title that AWS’s console does not write`);
  if (new Set(titles).size !== titles.length) malformed(1, 'a column stands there twice');
  for (const needed of [ID, SECRET])
    if (!titles.includes(needed)) malformed(1, `there is no column “${needed}”`);
  if (rows.length === 0) malformed(2, 'there is no key below the titles');
  if (rows.length > MOST_ROWS) malformed(MOST_ROWS + 2, `there are more than ${MOST_ROWS} keys`);
  return rows.map(({ cells, line }) => {
    if (cells.length !== titles.length)
      malformed(line, `it has ${cells.length} columns, and the titles are ${titles.length}`);
    const cell = (title: string) => cells[titles.indexOf(title)] ?? '';
    if (!/^AKIA[A-Z0-9]{12,124}$/.test(cell(ID)))
      malformed(
        line,
        'the access key id does not begin with AKIA and go on in capitals and digits',
      );
    if (!/^[A-Za-z0-9+/=]{16,256}$/.test(cell(SECRET)))
      malformed(line, 'the secret access key is not as AWS makes them');
    return {
      userName: cell(USER) || null,
      accessKeyId: cell(ID),
      secretAccessKey: secretOf(cell(SECRET)),
    };
  });
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** RFC 4180, with LF as well as CRLF; lines without anything are left out. */
function parseCsv(text: string): readonly Row[] {
  const rows: Row[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const start = line;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at, line);
      cells.push(cell.value);
      line += cell.value.split('\n').length - 1;
      at = cell.end;
      if (text[at] !== ',') break;
      at++;
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text[at] === '\n') at++;
    else if (at < text.length) malformed(line, 'text follows a closing quote');
    line++;
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: start });
  }
  return rows;
}

function plainCell(text: string, start: number, line: number): { value: string; end: number } {
  const length = text.slice(start).search(/,|\r?\n/);
  const end = length < 0 ? text.length : start + length;
  const value = text.slice(start, end);
  if (/["\r\0]/.test(value)) malformed(line, 'a quote or a control character stands inside a cell');
  return { value, end };
}

function quotedCell(text: string, start: number, line: number): { value: string; end: number } {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) malformed(line, 'a quote is not closed');
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function malformed(line: number, problem: string): never {
  throw new AppError('import/csv-malformed', { line, problem });
}
