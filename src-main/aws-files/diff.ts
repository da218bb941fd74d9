import type { FileDiff } from '#shared/contract/file-diff.ts';
import { diffLines, type Run } from './diff-lines.ts';
import { maskedLines } from './mask-lines.ts';

const CONTEXT_LINES = 3;
/** More than anybody reads; the rest is one gap. */
const MOST_LINES = 4000;

/**
 * How a file changes, as a person may see it: no secret, no whole access key id. Null is a file that is
 * not there. No lines when nothing changes.
 */
export function diffFile({
  path,
  before,
  after,
}: {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}): FileDiff {
  const [old, next] = [textLines(before), textLines(after)];
  const runs = diffLines(old, next);
  if (runs.every(({ kind }) => kind === 'same')) return { path, lines: [] };
  const marksEnds = hasBothLineEnds(runs, old, next);
  const [showOld, showNext] = [maskedLines(old, marksEnds), maskedLines(next, marksEnds)];
  const lines = runs.flatMap((run, at): FileDiff['lines'] => {
    if (run.kind === 'same')
      return contextOf(run, { isFirst: at === 0, isLast: at === runs.length - 1, show: showNext });
    const show = run.kind === 'added' ? showNext : showOld;
    // Beyond what is shown at all, nothing needs to be made.
    return Array.from({ length: Math.min(run.count, MOST_LINES + 1) }, (_, index) => {
      const line = (run.kind === 'added' ? run.after : run.before) + index;
      return {
        kind: run.kind,
        before: run.kind === 'removed' ? line + 1 : null,
        after: run.kind === 'added' ? line + 1 : null,
        text: show(line, true),
      };
    });
  });
  if (lines.length <= MOST_LINES) return { path, lines };
  const changed = runs.reduce((sum, { kind, count }) => sum + (kind === 'same' ? 0 : count), 0);
  const shown = lines.slice(0, MOST_LINES);
  const hidden =
    changed - shown.filter(({ kind }) => kind === 'added' || kind === 'removed').length;
  return {
    path,
    lines: [
      ...shown,
      { kind: 'gap', before: null, after: null, text: `${hidden} more changed lines` },
    ],
  };
}

type Show = (line: number, isChanged: boolean) => string;

function contextOf(
  run: Run,
  { isFirst, isLast, show }: { isFirst: boolean; isLast: boolean; show: Show },
): FileDiff['lines'] {
  const head = isFirst ? 0 : CONTEXT_LINES;
  const tail = isLast ? 0 : CONTEXT_LINES;
  const same = (index: number) => ({
    kind: 'same' as const,
    before: run.before + index + 1,
    after: run.after + index + 1,
    text: show(run.after + index, false),
  });
  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => same(from + index));
  const hidden = run.count - head - tail;
  // A gap of one line would take as much room as the line.
  if (hidden <= 1) return range(0, run.count);
  const gap = {
    kind: 'gap' as const,
    before: run.before + head + 1,
    after: run.after + head + 1,
    text: `${hidden} unchanged lines`,
  };
  return [...range(0, head), gap, ...range(run.count - tail, run.count)];
}

/** As Latin-1, so that no byte is lost; with their line ends. */
function textLines(bytes: Uint8Array | null): readonly string[] {
  if (bytes === null) return [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}

/** Whether the change is about line ends too, so that they have to be seen. */
function hasBothLineEnds(
  runs: readonly Run[],
  old: readonly string[],
  next: readonly string[],
): boolean {
  const ends = new Set<boolean>();
  for (const { kind, before, after, count } of runs) {
    if (kind === 'same') continue;
    const [lines, start] = kind === 'added' ? [next, after] : [old, before];
    for (let at = start; at < start + count && ends.size < 2; at++)
      if (lines[at]!.endsWith('\n')) ends.add(lines[at]!.endsWith('\r\n'));
  }
  return ends.size === 2;
}
