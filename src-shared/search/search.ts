import { fold, placesIn, type Folded } from './fold.ts';
import {
  bestPlace,
  fieldAt,
  fitAt,
  NOWHERE,
  rangesOf,
  type Fit,
  type Range,
} from './match-word.ts';
import { readQuery, type QueryWord } from './query.ts';

/** Things that are found by their fields, for as long as they live: one that is replaced is read anew. */
export interface Search<T> {
  /**
   * Those in which each word of `typed` fits some field, best first: named so, then beginning so, then holding it,
   * then meant by a loose abbreviation; among equals those with more `heat`, then the better field, then as given.
   * All of them, as given, when nothing is typed.
   */
  find(items: readonly T[], typed: string, heat?: (item: T) => number): readonly T[];
  /** How well it fits, less is better; null when it does not. For comparing what two searches found. */
  gradeOf(item: T, typed: string): number | null;
  /** For each field what of it is meant, for those who look. Each word shows once, where it fits best. */
  rangesOf(item: T, typed: string): readonly (readonly Range[])[];
}

/** `fieldsOf`: what an item is found by, eight at most, the one first that counts most. */
export function createSearch<T extends object>(
  fieldsOf: (item: T) => readonly string[],
): Search<T> {
  const texts = new WeakMap<T, Folded>();
  const textOf = (item: T): Folded => {
    const known = texts.get(item);
    if (known !== undefined) return known;
    const folded = fold(joined(fieldsOf(item)));
    texts.set(item, folded);
    return folded;
  };
  /** In the order of the list that was searched last: at each key press it is mostly the same. */
  let last: { readonly items: readonly T[]; readonly texts: readonly Folded[] } | null = null;
  return {
    find(items, typed, heat = cold) {
      const words = readQuery(typed);
      if (words.length === 0) return items;
      if (last?.items !== items) last = { items, texts: items.map(textOf) };
      const ranking = createRanking<T>();
      last.texts.forEach((text, index) => {
        const cost = costOf(text, words);
        const item = items[index];
        if (cost !== null && item !== undefined) ranking.add(item, cost, heat(item));
      });
      return ranking.list();
    },
    gradeOf(item, typed) {
      const cost = costOf(textOf(item), readQuery(typed));
      return cost === null ? null : gradeIn(cost);
    },
    rangesOf: (item, typed) => rangesInFields(fieldsOf(item), readQuery(typed)),
  };
}

/** A line break divides fields, so there may be none in them. */
function joined(fields: readonly string[]): string {
  const isOneLine = fields.every((field) => !field.includes('\n'));
  return (isOneLine ? fields : fields.map((field) => field.replaceAll('\n', ' '))).join('\n');
}

const cold = () => 0;

/** Puts what is found in order without comparing each with each: mostly it is all cold, and few costs occur. */
function createRanking<T>() {
  const byCost = new Map<number, T[]>();
  const hot: { readonly item: T; readonly cost: number; readonly heat: number }[] = [];
  return {
    add(item: T, cost: number, heat: number): void {
      if (heat > 0) {
        hot.push({ item, cost, heat });
        return;
      }
      const equals = byCost.get(cost);
      if (equals === undefined) byCost.set(cost, [item]);
      else equals.push(item);
    },
    list(): readonly T[] {
      const costs = [...byCost.keys()].toSorted((a, b) => a - b);
      hot.sort((a, b) => b.heat - a.heat || a.cost - b.cost);
      return GRADES.flatMap((grade) => [
        ...hot.filter(({ cost }) => gradeIn(cost) === grade).map(({ item }) => item),
        ...costs
          .filter((cost) => gradeIn(cost) === grade)
          .flatMap((cost) => byCost.get(cost) ?? []),
      ]);
    },
  };
}

/** What people tell apart, and what they do not: within a grade, what one uses comes first. */
const GRADE_OF: Readonly<Record<Fit, number>> = {
  exact: 0,
  starts: 1,
  part: 1,
  initials: 1,
  inside: 2,
  loose: 3,
};
const GRADES = [0, 1, 2, 3];
/** A cost is the grade of the worst word, in units of this, and within it the sum over all words. */
const GRADE = 100_000;

function gradeIn(cost: number): number {
  return Math.floor(cost / GRADE);
}

function costOf(folded: Folded, words: readonly QueryWord[]): number | null {
  let grade = 0;
  let sum = 0;
  for (const word of words) {
    const best = bestPlace(folded, word);
    if (best === NOWHERE) return null;
    grade = Math.max(grade, GRADE_OF[fitAt(best)]);
    sum += best;
  }
  return grade * GRADE + sum;
}

function rangesInFields(
  fields: readonly string[],
  words: readonly QueryWord[],
): readonly (readonly Range[])[] {
  const ranges = fields.map((): Range[] => []);
  if (words.length === 0) return ranges;
  const folded = fold(joined(fields));
  for (const word of words) {
    const best = bestPlace(folded, word);
    if (best === NOWHERE) continue;
    const text = fields[fieldAt(best)] ?? '';
    const places = placesIn(text);
    for (const [from, to] of rangesOf(fold(text), word, fitAt(best)))
      ranges[fieldAt(best)]?.push([places[from]?.[0] ?? 0, places[to - 1]?.[1] ?? 0]);
  }
  return ranges.map(withoutOverlap);
}

function withoutOverlap(ranges: readonly Range[]): readonly Range[] {
  const whole: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last === undefined || range[0] > last[1]) whole.push(range);
    else whole[whole.length - 1] = [last[0], Math.max(last[1], range[1])];
  }
  return whole;
}
