import { parseCsv } from './csv.ts';
import { AppError } from './errors.ts';
import { secretOf, type Secret } from './secret.ts';

/** A row of the console's accessKeys.csv, or of the older credentials.csv. */
export interface CsvKey {
  /** Null where the file does not name the user. */
  readonly userName: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** Whether a text looks as AWS makes the access key id of an IAM user. */
export function isLongTermKeyId(text: string): boolean {
  return /^AKIA[A-Z0-9]{12,124}$/.test(text);
}

/** Whether a text looks as AWS makes the secret of one. */
export function isSecretAccessKey(text: string): boolean {
  return /^[A-Za-z0-9+/=]{16,256}$/.test(text);
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
  const [header, ...rows] = parseCsv(csv.reveal().replace(/^\uFEFF/, ''), malformed);
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
    if (!isLongTermKeyId(cell(ID)))
      malformed(
        line,
        'the access key id does not begin with AKIA and go on in capitals and digits',
      );
    if (!isSecretAccessKey(cell(SECRET)))
      malformed(line, 'the secret access key is not as AWS makes them');
    return {
      userName: cell(USER) || null,
      accessKeyId: cell(ID),
      secretAccessKey: secretOf(cell(SECRET)),
    };
  });
}

function malformed(line: number, problem: string): never {
  throw new AppError('import/csv-malformed', { line, problem });
}
