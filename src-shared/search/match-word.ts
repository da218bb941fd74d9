import { isSeparator, type Folded } from './fold.ts';
import { hasInitials, hasLooseInitials, initialRanges, looseRanges } from './initials.ts';
import type { QueryWord } from './query.ts';

/**
 * How a word fits a field, best first. `exact`: it is the field. `starts`: the field begins so. `part`: a part of it
 * does. `initials`: beginnings of its parts, in order (`mlsta` of ml-staging). `inside`: it is in it somewhere.
 * `loose`: letters of one or two of its parts, in order, from the first of each (`stg` of staging).
 */
export type Fit = 'exact' | 'starts' | 'part' | 'initials' | 'inside' | 'loose';
const FITS: readonly Fit[] = ['exact', 'starts', 'part', 'initials', 'inside', 'loose'];
const [EXACT, STARTS, PART, INITIALS, INSIDE, LOOSE] = [0, 1, 2, 3, 4, 5] as const;

/** One field of a folded text: from `from` to before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In a text, from the first to before the second. */
export type Range = readonly [from: number, to: number];

/** As many fields as a text may have, a line each. */
const MAX_FIELDS = 8;
export const NOWHERE = Number.POSITIVE_INFINITY;

/**
 * How a word fits the fields of a text best, and which: one number, for ten thousand texts are asked at each key
 * press. Less is better; `NOWHERE` when it fits none. `fitAt` and `fieldAt` say what it stands for.
 */
export function bestPlace(folded: Folded, word: QueryWord): number {
  if ((folded.letters & word.needed) !== word.needed) return NOWHERE;
  let best = literalPlace(folded, word.text);
  if (word.digits !== null) best = Math.min(best, literalPlace(folded, word.digits));
  return word.letters === null || best < INITIALS * MAX_FIELDS
    ? best
    : Math.min(best, abbreviationPlace(folded, word.letters));
}

export function fitAt(place: number): Fit {
  return FITS[Math.floor(place / MAX_FIELDS)] ?? 'loose';
}

export function fieldAt(place: number): number {
  return place % MAX_FIELDS;
}

/** What of a text of one field a word means that fits it so, in order. */
export function rangesOf(field: Folded, word: QueryWord, fit: Fit): readonly Range[] {
  const span = { from: 0, to: field.text.length };
  switch (fit) {
    case 'initials':
      return initialRanges(field, span, word.letters ?? '');
    case 'loose':
      return looseRanges(field, span, word.letters ?? '');
    case 'exact':
    case 'starts':
    case 'part':
    case 'inside': {
      const text = field.text.includes(word.text) ? word.text : (word.digits ?? '');
      const at = literalStart(field, text);
      return [[at, at + text.length]];
    }
  }
}

function literalPlace(folded: Folded, word: string): number {
  const { text } = folded;
  let best = NOWHERE;
  let field = 0;
  let from = 0;
  let to = -1;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (to === -1) to = endOfField(text, 0);
    for (; at > to; field += 1) {
      from = to + 1;
      to = endOfField(text, from);
    }
    const isWhole = at + word.length === to;
    const fit = at === from ? (isWhole ? EXACT : STARTS) : isPartStart(folded, at) ? PART : INSIDE;
    best = Math.min(best, fit * MAX_FIELDS + field);
  }
  return best;
}

/** The first field of whose parts letters are the initials, else the first where they are so loosely. */
function abbreviationPlace(folded: Folded, letters: string): number {
  const { text } = folded;
  let loose = NOWHERE;
  let from = 0;
  for (let field = 0; from <= text.length; field += 1) {
    const to = endOfField(text, from);
    if (holdsInOrder(text, from, to, letters)) {
      const span = { from, to };
      if (hasInitials(folded, span, letters)) return INITIALS * MAX_FIELDS + field;
      if (loose === NOWHERE && hasLooseInitials(folded, span, letters))
        loose = LOOSE * MAX_FIELDS + field;
    }
    from = to + 1;
  }
  return loose;
}

/** Rules most fields out. */
function holdsInOrder(text: string, from: number, to: number, letters: string): boolean {
  let at = from;
  for (let index = 0; index < letters.length; index += 1) {
    const code = letters.charCodeAt(index);
    while (at < to && text.charCodeAt(at) !== code) at += 1;
    if (at === to) return false;
    at += 1;
  }
  return true;
}

/** Where a word stands in a field: at its start or that of a part, else anywhere. */
function literalStart(field: Folded, word: string): number {
  const { text } = field;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || isPartStart(field, at)) return at;
  return text.indexOf(word);
}

function isPartStart({ text, humps }: Folded, at: number): boolean {
  if (isSeparator(text.charCodeAt(at))) return false;
  return isSeparator(text.charCodeAt(at - 1)) || humps.includes(at);
}

function endOfField(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
