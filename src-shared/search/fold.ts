/** A text as it is searched: without case and accents. */
export interface Folded {
  readonly text: string;
  /** Where in `text` a part begins that no separator shows: the O of `ReadOnly`. */
  readonly humps: readonly number[];
  /** A bit for each letter that occurs, so that most texts are ruled out at a glance. */
  readonly letters: number;
}

/** Folds what is searched and what is typed alike. */
export function fold(text: string): Folded {
  const isAscii = isPlain(text);
  const small = isAscii ? text.toLowerCase() : Array.from(text, folded).join('');
  const humps = isAscii ? humpsIn(text) : humpsAmong(Array.from(text));
  return { text: small, humps, letters: lettersIn(small) };
}

/** The bits of the letters of a folded text: one each for a to z, one for all digits, one for all else. */
export function lettersIn(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    letters |=
      1 << (code >= 0x61 && code <= 0x7a ? code - 0x61 : code >= 0x30 && code <= 0x39 ? 26 : 27);
  }
  return letters;
}

/** For each letter of the folded text, the one it was made from: where that begins and ends. */
export function placesIn(text: string): readonly (readonly [from: number, to: number])[] {
  let at = 0;
  return Array.from(text).flatMap((character) => {
    const place = [at, at + character.length] as const;
    at += character.length;
    return Array.from({ length: folded(character).length }, () => place);
  });
}

/** The separators between the parts of a name are whatever is neither a letter nor a digit. */
export function isSeparator(code: number): boolean {
  if (code >= 0x80) return false;
  return !((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39));
}

function isPlain(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function folded(character: string): string {
  if (character < '\x80') return character.toLowerCase();
  const small = character
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '');
  return WITHOUT_ACCENT[small] ?? small;
}

/** Letters that Unicode does not take apart, as people type them without their key. */
const WITHOUT_ACCENT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
};

const NONE: readonly number[] = [];

/** Of a plain text: ten thousand are read when the first letter is typed. */
function humpsIn(text: string): readonly number[] {
  let humps = NONE;
  let before: number = NO_LETTER;
  for (let at = 0; at < text.length; at += 1) {
    const kind = plainKind(text.charCodeAt(at));
    if (kind === CAPITAL && isHump(before, plainKind(text.charCodeAt(at + 1))))
      humps = [...humps, at];
    before = kind;
  }
  return humps;
}

function humpsAmong(letters: readonly string[]): readonly number[] {
  const kinds = letters.map(kindOf);
  let at = 0;
  return letters.flatMap((letter, index) => {
    const place = at;
    at += folded(letter).length;
    const isOne = kinds[index] === CAPITAL && isHump(kinds[index - 1], kinds[index + 1]);
    return isOne ? [place] : [];
  });
}

/** Whether a capital begins a part: AWSAdmin has two, and so has ReadOnly. */
function isHump(before: number | undefined, after: number | undefined): boolean {
  return before === SMALL || (before === CAPITAL && after === SMALL);
}

/** A digit counts as small: Team2Admin. */
const [NO_LETTER, SMALL, CAPITAL] = [0, 1, 2] as const;

function plainKind(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return CAPITAL;
  return Number.isNaN(code) || isSeparator(code) ? NO_LETTER : SMALL;
}

function kindOf(letter: string): number {
  if (letter < '\x80') return plainKind(letter.charCodeAt(0));
  if (/\p{Lu}/u.test(letter)) return CAPITAL;
  return /[\p{L}\p{N}]/u.test(letter) ? SMALL : NO_LETTER;
}
