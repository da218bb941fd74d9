import { isBlank, isDisputedBlank } from './blanks.ts';

/**
 * What both readers look at in one line, as offsets. One object is filled again for every line, so
 * that a file of 100,000 lines costs no garbage.
 */
export interface LineFacts {
  /** Before the line end. */
  end: number;
  /** How many characters of blanks the line begins with. */
  indent: number;
  /** First character that is not blank; equal to `last` when there is none. */
  first: number;
  /** After the last character that is not blank. */
  last: number;
  /** The same for the JavaScript SDK, which cuts ` #…` and ` ;…`. */
  uncutLast: number;
  /** The `#` or `;` at which it cuts; -1 when it does not. */
  cut: number;
  equals: number;
  /** The `=` or `:` that comes first; -1 when there is none, and then `keyEnd` and `valueStart` mean nothing. */
  delimiter: number;
  keyEnd: number;
  valueStart: number;
  /** The last `]`. */
  bracket: number;
  /** A character outside printable ASCII and tab: the line must be scanned as Unicode text. */
  odd: boolean;
  /** One that only one of the readers takes for a blank. */
  disputed: boolean;
}

export function createLineFacts(): LineFacts {
  return {
    end: 0,
    indent: 0,
    first: 0,
    last: 0,
    uncutLast: 0,
    cut: -1,
    equals: -1,
    delimiter: -1,
    keyEnd: -1,
    valueStart: -1,
    bracket: -1,
    odd: false,
    disputed: false,
  };
}

const [LF, CR, HASH, COLON, SEMICOLON, EQUALS, BRACKET] = [
  0x0a, 0x0d, 0x23, 0x3a, 0x3b, 0x3d, 0x5d,
];

/** 0: a plain character; 1: one that the loop below looks at. */
const IS_SPECIAL = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 0x09) return 0;
  return code < 0x20 || code > 0x7e || [HASH, COLON, SEMICOLON, EQUALS, BRACKET].includes(code)
    ? 1
    : 0;
});

/**
 * Fills `facts` for the line that begins at `start`; it ends at `limit` or before its line end. A line
 * that is not plain is marked `odd`, and its offsets mean nothing yet.
 */
export function scanLine(
  codes: Uint8Array | Uint16Array,
  start: number,
  limit: number,
  facts: LineFacts,
): void {
  let cut = -1;
  let equals = -1;
  let colon = -1;
  let bracket = -1;
  let odd = false;
  let disputed = false;
  let end = start;
  for (; end < limit; end++) {
    const code = codes[end]!;
    if (code < 256 && IS_SPECIAL[code] === 0) continue;
    if (code === EQUALS) {
      if (equals < 0) equals = end;
    } else if (code === COLON) {
      if (colon < 0) colon = end;
    } else if (code === BRACKET) bracket = end;
    else if (code === HASH || code === SEMICOLON) {
      if (cut < 0 && (end === start || isBlank(codes[end - 1]!))) cut = end;
    } else if (code === LF || (code === CR && codes[end + 1] === LF && end + 1 < limit)) break;
    else {
      odd = true;
      disputed ||= isDisputedBlank(code);
    }
  }
  const first = skipOn(codes, start, end);
  const last = skipBack(codes, first, end);
  const delimiter = colon >= 0 && (equals < 0 || colon < equals) ? colon : equals;
  facts.end = end;
  facts.indent = first - start;
  facts.first = first;
  facts.last = last;
  facts.uncutLast = cut < 0 ? last : skipBack(codes, first, Math.max(cut, first));
  facts.cut = cut;
  facts.equals = equals;
  facts.delimiter = delimiter;
  facts.keyEnd = delimiter < 0 ? -1 : skipBack(codes, first, Math.max(delimiter, first));
  facts.valueStart = delimiter < 0 ? -1 : skipOn(codes, delimiter + 1, last);
  facts.bracket = bracket;
  facts.odd = odd;
  facts.disputed = disputed;
}

/** The same for a line with other characters; the offsets are in bytes again. */
export function scanOddLine(
  bytes: Uint8Array,
  start: number,
  facts: LineFacts,
  isText: boolean,
): string {
  const { end } = facts;
  // Of a file that is not UTF-8 nothing will be edited: any reading that keeps offsets will do.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(
    isText ? 'utf8' : 'latin1',
  );
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  scanLine(units, 0, units.length, facts);
  facts.end = end;
  const inBytes = (offset: number) => {
    if (offset < 0) return offset;
    return start + (isText ? Buffer.byteLength(text.slice(0, offset)) : offset);
  };
  facts.first = inBytes(facts.first);
  facts.last = inBytes(facts.last);
  facts.uncutLast = inBytes(facts.uncutLast);
  facts.cut = inBytes(facts.cut);
  facts.equals = inBytes(facts.equals);
  facts.delimiter = inBytes(facts.delimiter);
  facts.keyEnd = inBytes(facts.keyEnd);
  facts.valueStart = inBytes(facts.valueStart);
  facts.bracket = inBytes(facts.bracket);
  return text;
}

function skipBack(codes: Uint8Array | Uint16Array, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(codes[at - 1]!)) at--;
  return at;
}

function skipOn(codes: Uint8Array | Uint16Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(codes[at]!)) at++;
  return at;
}
