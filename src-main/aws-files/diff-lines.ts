/** Lines that follow each other and fare alike. `before` and `after` count from 0: where it stands in each version. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

/**
 * A short way from one list of lines to another. What both begin and end with costs nothing; in
 * between it is Myers' algorithm for few differences, and for many it goes from one line that
 * stands once in each version to the next. Close to linear for what happens to AWS files.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  diffRange(
    { before, after, runs },
    { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length },
  );
  return runs;
}

interface Diff {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly runs: Run[];
}

interface Range {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

function diffRange(diff: Diff, range: Range): void {
  const { before, after } = diff;
  let { beforeStart, beforeEnd, afterStart, afterEnd } = range;
  while (
    beforeStart < beforeEnd &&
    afterStart < afterEnd &&
    before[beforeStart] === after[afterStart]
  ) {
    beforeStart++;
    afterStart++;
  }
  while (
    beforeStart < beforeEnd &&
    afterStart < afterEnd &&
    before[beforeEnd - 1] === after[afterEnd - 1]
  ) {
    beforeEnd--;
    afterEnd--;
  }
  add(diff, {
    kind: 'same',
    before: range.beforeStart,
    after: range.afterStart,
    count: beforeStart - range.beforeStart,
  });
  diffMiddle(diff, { beforeStart, beforeEnd, afterStart, afterEnd });
  add(diff, {
    kind: 'same',
    before: beforeEnd,
    after: afterEnd,
    count: range.beforeEnd - beforeEnd,
  });
}

function diffMiddle(diff: Diff, range: Range): void {
  const { beforeStart, beforeEnd, afterStart, afterEnd } = range;
  if (beforeStart < beforeEnd && afterStart < afterEnd) {
    const matches = myers(diff, range) ?? null;
    if (matches !== null) return followMatches(diff, range, matches, false);
    const anchors = commonUniqueLines(diff, range);
    if (anchors.length > 0) return followMatches(diff, range, anchors, true);
  }
  add(diff, {
    kind: 'removed',
    before: beforeStart,
    after: afterStart,
    count: beforeEnd - beforeStart,
  });
  add(diff, { kind: 'added', before: beforeEnd, after: afterStart, count: afterEnd - afterStart });
}

type Match = readonly [before: number, after: number];

/** Between the matches: differences, or with `isCoarse` ranges to look at again. */
function followMatches(
  diff: Diff,
  range: Range,
  matches: readonly Match[],
  isCoarse: boolean,
): void {
  let [beforeStart, afterStart] = [range.beforeStart, range.afterStart];
  for (const [before, after] of [...matches, [range.beforeEnd, range.afterEnd] as const]) {
    if (isCoarse) diffRange(diff, { beforeStart, beforeEnd: before, afterStart, afterEnd: after });
    else {
      add(diff, {
        kind: 'removed',
        before: beforeStart,
        after: afterStart,
        count: before - beforeStart,
      });
      add(diff, { kind: 'added', before, after: afterStart, count: after - afterStart });
    }
    if (before < range.beforeEnd && after < range.afterEnd)
      add(diff, { kind: 'same', before, after, count: 1 });
    [beforeStart, afterStart] = [before + 1, after + 1];
  }
}

const MOST_DIFFERENCES = 200;

/** The matching lines of a shortest way (Myers 1986, the greedy algorithm); null when it is longer than we look. */
function myers(
  { before, after }: Diff,
  { beforeStart, beforeEnd, afterStart, afterEnd }: Range,
): Match[] | null {
  const [rows, columns] = [beforeEnd - beforeStart, afterEnd - afterStart];
  if (Math.abs(rows - columns) > MOST_DIFFERENCES) return null;
  const reach = MOST_DIFFERENCES + 1;
  // How far each diagonal reaches, for each number of differences.
  const furthest = new Int32Array(2 * reach + 1);
  const history: Int32Array[] = [];
  for (let differences = 0; differences <= MOST_DIFFERENCES; differences++) {
    history.push(furthest.slice(reach - differences - 1, reach + differences + 2));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const isDown =
        diagonal === -differences ||
        (diagonal !== differences &&
          furthest[reach + diagonal - 1]! < furthest[reach + diagonal + 1]!);
      let row = isDown ? furthest[reach + diagonal + 1]! : furthest[reach + diagonal - 1]! + 1;
      while (
        row < rows &&
        row - diagonal < columns &&
        before[beforeStart + row] === after[afterStart + row - diagonal]
      )
        row++;
      furthest[reach + diagonal] = row;
      if (row >= rows && row - diagonal >= columns)
        return walkBack(history, { rows, columns }).map(([x, y]) => [
          beforeStart + x,
          afterStart + y,
        ]);
    }
  }
  return null;
}

function walkBack(
  history: readonly Int32Array[],
  end: { readonly rows: number; readonly columns: number },
): Match[] {
  const matches: [number, number][] = [];
  let [row, column] = [end.rows, end.columns];
  for (let differences = history.length - 1; differences >= 0; differences--) {
    const reached = (diagonal: number) => history[differences]![diagonal + differences + 1]!;
    const diagonal = row - column;
    const isDown =
      diagonal === -differences ||
      (diagonal !== differences && reached(diagonal - 1) < reached(diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromRow = differences === 0 ? 0 : reached(previous);
    const fromColumn = differences === 0 ? 0 : fromRow - previous;
    while (row > fromRow && column > fromColumn) matches.push([--row, --column]);
    [row, column] = [fromRow, fromColumn];
  }
  return matches.reverse();
}

/** Lines that stand once in each version, in an order that both have: the longest such chain. */
function commonUniqueLines(
  { before, after }: Diff,
  { beforeStart, beforeEnd, afterStart, afterEnd }: Range,
): Match[] {
  const inAfter = onlyOnce(after, afterStart, afterEnd);
  const pairs: Match[] = [];
  for (const [line, at] of onlyOnce(before, beforeStart, beforeEnd)) {
    const other = inAfter.get(line);
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other]);
  }
  pairs.sort((one, other) => one[0] - other[0]);
  return longestRising(pairs);
}

/** Each line's place; -1 for one that stands there more than once. */
function onlyOnce(lines: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = start; at < end; at++) places.set(lines[at]!, places.has(lines[at]!) ? -1 : at);
  return places;
}

function longestRising(pairs: readonly Match[]): Match[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : tails[low - 1]!);
    tails[low] = index;
  }
  const chain: Match[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) chain.push(pairs[at]!);
  return chain.reverse();
}

function add({ runs }: Diff, run: Run): void {
  if (run.count === 0) return;
  const last = runs.at(-1);
  const goesOn =
    last?.kind === run.kind &&
    (run.kind === 'added'
      ? last.after + last.count === run.after
      : last.before + last.count === run.before);
  if (goesOn && last !== undefined)
    runs[runs.length - 1] = { ...last, count: last.count + run.count };
  else runs.push(run);
}
