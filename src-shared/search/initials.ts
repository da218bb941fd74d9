import { isSeparator, type Folded } from './fold.ts';
import type { Range, Span } from './match-word.ts';

/**
 * Abbreviations. Both kinds narrow as one types on: who is found by `mlst` was found by `mls`. Nothing here makes
 * an object to say yes or no: ten thousand names are asked at each key press.
 */

/** Whether letters are the beginnings of a field's parts, one after the other; parts may be left out. At most 30. */
export function hasInitials(folded: Folded, span: Span, letters: string): boolean {
  const count = findParts(folded, span);
  return reachThrough(folded, letters, count) !== -1;
}

/** What of the field `hasInitials` found. */
export function initialRanges(folded: Folded, span: Span, letters: string): readonly Range[] {
  let part = reachThrough(folded, letters, findParts(folded, span));
  const ranges: Range[] = [];
  for (let end = letters.length; end > 0; part -= 1) {
    // The letters up to `end` were reached with this part, or with one before.
    if ((reached[part]! & (1 << end)) !== 0) continue;
    const start = starts[part]!;
    const same = (begin: number) => sameLetters(folded, letters, begin, part) >= end - begin;
    let begin = end - 1;
    while ((reached[part]! & (1 << begin)) === 0 || !same(begin)) begin -= 1;
    ranges.unshift([start, start + end - begin]);
    end = begin;
  }
  return ranges;
}

/** Whether letters occur in order in one part of a field, or in two, each from the part's first letter on. */
export function hasLooseInitials(folded: Folded, span: Span, letters: string): boolean {
  return findLoose(folded, letters, findParts(folded, span)) !== null;
}

/** What of the field `hasLooseInitials` found. */
export function looseRanges(folded: Folded, span: Span, letters: string): readonly Range[] {
  const found = findLoose(folded, letters, findParts(folded, span));
  if (found === null) return [];
  const { firstPart, split, lastPart } = found;
  return [
    ...(split === 0 ? [] : lettersIn(folded, letters.slice(0, split), firstPart)),
    ...lettersIn(folded, letters.slice(split), lastPart),
  ];
}

/** The parts of the field that was looked at last: where each begins, and before where it ends. */
const MAX_PARTS = 64;
const starts = new Uint16Array(MAX_PARTS);
const ends = new Uint16Array(MAX_PARTS);
/** Bit `n` before a part: the first `n` letters are beginnings of parts before it. */
const reached = new Int32Array(MAX_PARTS + 1);

function findParts({ text, humps }: Folded, { from, to }: Span): number {
  let count = 0;
  let isInPart = false;
  for (let at = from; at < to && count < MAX_PARTS; at += 1) {
    const isGap = isSeparator(text.charCodeAt(at));
    const isStart = !isGap && (!isInPart || humps.includes(at));
    if (isInPart && (isGap || isStart)) ends[count - 1] = at;
    if (isStart) {
      starts[count] = at;
      count += 1;
    }
    isInPart = !isGap;
  }
  if (isInPart && count > 0) ends[count - 1] = to;
  return count;
}

/** The part with which the last letter is reached; -1 when none is. */
function reachThrough(folded: Folded, letters: string, count: number): number {
  let reach = 1;
  for (let part = 0; part < count; part += 1) {
    reached[part] = reach;
    const before = reach;
    for (let begin = 0; begin < letters.length; begin += 1) {
      if ((before & (1 << begin)) === 0) continue;
      const same = sameLetters(folded, letters, begin, part);
      for (let length = 1; length <= same; length += 1) reach |= 1 << (begin + length);
    }
    if ((reach & (1 << letters.length)) !== 0) return part;
  }
  return -1;
}

/** How many letters from `begin` on a part begins with. */
function sameLetters({ text }: Folded, letters: string, begin: number, part: number): number {
  const start = starts[part]!;
  const most = Math.min(letters.length - begin, ends[part]! - start);
  let same = 0;
  while (same < most && letters.charCodeAt(begin + same) === text.charCodeAt(start + same))
    same += 1;
  return same;
}

function findLoose(
  folded: Folded,
  letters: string,
  count: number,
): { readonly firstPart: number; readonly split: number; readonly lastPart: number } | null {
  /** The most letters that one part so far holds, and which. */
  let most = 0;
  let firstPart = 0;
  for (let part = 0; part < count; part += 1) {
    for (let split = 0; split <= most; split += 1)
      if (lettersHeld(folded, letters, split, part) === letters.length - split)
        return { firstPart, split, lastPart: part };
    const held = lettersHeld(folded, letters, 0, part);
    if (held <= most) continue;
    most = held;
    firstPart = part;
  }
  return null;
}

/** How many letters from `split` on a part has in order, from its first letter on. */
function lettersHeld({ text }: Folded, letters: string, split: number, part: number): number {
  const end = ends[part]!;
  let at = starts[part]!;
  if (text.charCodeAt(at) !== letters.charCodeAt(split)) return 0;
  let held = 0;
  for (; at < end && split + held < letters.length; at += 1)
    if (text.charCodeAt(at) === letters.charCodeAt(split + held)) held += 1;
  return held;
}

function lettersIn({ text }: Folded, letters: string, part: number): readonly Range[] {
  const ranges: Range[] = [];
  let at = starts[part]!;
  for (const letter of letters) {
    at = text.indexOf(letter, at);
    ranges.push([at, at + 1]);
    at += 1;
  }
  return ranges;
}
