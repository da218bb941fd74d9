/**
 * The floor of parsing: one pass over the bytes that notes every section by name and of every setting
 * where its key and its value are. No check, no line number, no second reader's view.
 */
export function onePass(bytes: Buffer): ReadonlyMap<string, readonly FoundSetting[]> {
  const sections = new Map<string, FoundSetting[]>();
  let settings: FoundSetting[] = [];
  let start = 0;
  let delimiter = -1;
  for (let at = 0; at <= bytes.length; at++) {
    const code = at === bytes.length ? LF : bytes[at]!;
    if (code === EQUALS && delimiter < 0) delimiter = at;
    if (code !== LF) continue;
    const end = trimEnd(bytes, start, at);
    const first = bytes[start];
    if (first === OPEN && end > start) {
      settings = [];
      sections.set(bytes.toString('utf8', start + 1, end - 1), settings);
    } else if (delimiter > start && first !== HASH && first !== SEMICOLON) {
      settings.push({
        keyStart: trimStart(bytes, start, delimiter),
        keyEnd: trimEnd(bytes, start, delimiter),
        valueStart: trimStart(bytes, delimiter + 1, end),
        valueEnd: end,
      });
    }
    start = at + 1;
    delimiter = -1;
  }
  return sections;
}

interface FoundSetting {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const [LF, OPEN, HASH, SEMICOLON, EQUALS] = [0x0a, 0x5b, 0x23, 0x3b, 0x3d];

const isBlank = (code: number | undefined) => code === 0x20 || code === 0x09 || code === 0x0d;

function trimStart(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

function trimEnd(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(bytes[at - 1])) at--;
  return at;
}
