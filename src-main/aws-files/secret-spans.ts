/** From `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where secret values stand in a file, in order and apart: behind names that say so, in whichever way
 * they are written (commented out, indented, twice), and anything of a secret's form. `text` is the
 * file as Latin-1, so that offsets are those of its bytes. Rather too many than one too few.
 */
export function secretSpans(text: string): readonly Span[] {
  // UTF-16, or no text at all: nothing in it can be told apart.
  if (text.includes('\0') || /^(?:\xff\xfe|\xfe\xff)/.test(text))
    return [{ start: 0, end: text.length }];
  const spans: Span[] = [];
  /** How deep the setting is indented whose value the next lines may go on with; -1: none. */
  let continued = -1;
  for (let start = 0; start < text.length;) {
    const end = lineEndAt(text, start);
    const line = text.slice(start, end);
    const indent = leadingBlanks(line);
    if (continued >= 0 && indent < line.length && indent <= continued) continued = -1;
    if (continued >= 0) addSpan(spans, start + indent, start + withoutEndBlanks(line));
    else if (SUSPECT.test(line)) {
      if (addNamed(spans, line, start)) continued = indent;
      addByForm(spans, line, start);
    }
    start = end + 1;
  }
  return spans;
}

const WORDS = 'secret|token|passw|passphrase|private[-_]?key|api[-_]?key';
const SUSPECT = new RegExp(`${WORDS}|[A-Za-z0-9+/_-]{40}`, 'i');
/** Names that end so hold where a secret is, or until when, and not the secret. */
const HARMLESS =
  /(?:file|path|expires|expiration|expiry|process|source|url|uri|endpoint|command|arn)$/i;
const WORD_CHARACTER = /[\w.-]/;

/** Whether the value of a named secret reaches the end of the line. */
function addNamed(spans: Span[], line: string, offset: number): boolean {
  const keyword = new RegExp(WORDS, 'gi');
  for (let found = keyword.exec(line); found !== null; found = keyword.exec(line)) {
    let first = found.index;
    let last = keyword.lastIndex;
    while (first > 0 && WORD_CHARACTER.test(line[first - 1]!)) first--;
    while (last < line.length && WORD_CHARACTER.test(line[last]!)) last++;
    keyword.lastIndex = last;
    const name = line.slice(first, last);
    if (HARMLESS.test(name)) continue;
    const [separator = ''] = /^["']?[ \t]*[=:]?[ \t]*/.exec(line.slice(last, last + 200)) ?? [];
    const value = last + separator.length;
    if (/[=:]/.test(separator)) {
      addSpan(spans, offset + value, offset + withoutEndBlanks(line));
      return true;
    }
    // An option of a command: `--token VALUE`.
    if (name.startsWith('-') && separator !== '') {
      const blank = line.slice(value).search(/[ \t]/);
      addSpan(spans, offset + value, offset + (blank < 0 ? line.length : value + blank));
    }
  }
  return false;
}

/** Secret access keys have 40 characters of base64, session tokens some hundred. */
function addByForm(spans: Span[], line: string, offset: number): void {
  for (const { 0: run, index } of line.matchAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g)) {
    const isMixed = /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run);
    const isKeyLong = run.length === 40 && !/^(?:[0-9a-f]+|[0-9A-Z]+|[\w-]*[_-][\w-]*)$/.test(run);
    if ((isMixed || isKeyLong) && !isAddress(line, index))
      addSpan(spans, offset + index, offset + index + run.length);
  }
}

/** Part of an ARN or of a URL before its query. */
function isAddress(line: string, index: number): boolean {
  const before = line.slice(Math.max(0, index - 300), index);
  const word = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
  return /(?:^|[="'])(?:arn:|https?:\/\/)/.test(word) && !word.includes('?');
}

function addSpan(spans: Span[], start: number, end: number): void {
  const last = spans.at(-1);
  if (end <= start || (last !== undefined && end <= last.end)) return;
  if (last !== undefined && start <= last.end) spans[spans.length - 1] = { start: last.start, end };
  else spans.push({ start, end });
}

/** A lone carriage return ends a line for the AWS CLI. */
function lineEndAt(text: string, start: number): number {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed;
  const carriage = text.slice(start, end).indexOf('\r');
  return carriage < 0 ? end : start + carriage;
}

function leadingBlanks(line: string): number {
  let count = 0;
  while (line[count] === ' ' || line[count] === '\t') count++;
  return count;
}

function withoutEndBlanks(line: string): number {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return end;
}
