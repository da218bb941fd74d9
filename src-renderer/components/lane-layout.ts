import { scaleTime } from '@visx/scale';

/** Of a lane with its gap: what a finger or a pointer meets. */
export const LANE_HEIGHT = 26;
/** Over the lanes, for the words of the lines; under them, for those of the axis. */
export const LANES_TOP = 18;
export const LANES_BOTTOM = 24;

export type TimeSpan = readonly [fromMs: number, toMs: number];

export interface LaneFrame {
  readonly labelWidth: number;
  readonly noteWidth: number;
  /** Where time begins and ends, in pixels from the left. */
  readonly left: number;
  readonly right: number;
}

/** How lanes lie in a width: their names on the left, a note on the right, and time between. */
export function laneFrame(width: number): LaneFrame {
  const labelWidth = Math.round(Math.min(MOST_LABEL, width * LABEL_SHARE));
  const right = Math.max(labelWidth + GAP + 1, width - NOTE_WIDTH - GAP);
  return { labelWidth, noteWidth: NOTE_WIDTH, left: labelWidth + GAP, right };
}

/** What is before its span lies at its beginning, what is after it at its end. */
export function timeScale(span: TimeSpan, { left, right }: LaneFrame) {
  return scaleTime<number>({ domain: [...span], range: [left, right], clamp: true });
}

type TimeScale = (ms: number) => number;

/** The place of a bar; null for what lies outside the span altogether. `isCut`: it has begun before the span does. */
export function barPlace(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  [spanFromMs, spanToMs]: TimeSpan,
  scale: TimeScale,
): { readonly x: number; readonly width: number; readonly isCut: boolean } | null {
  if (toMs < spanFromMs || fromMs > spanToMs) return null;
  const x = scale(fromMs);
  // What has just begun is seen too.
  return { x, width: Math.max(LEAST_BAR, scale(toMs) - x), isCut: fromMs < spanFromMs };
}

export interface LaneLine {
  readonly atMs: number;
  readonly label: string;
  readonly tone: 'neutral' | 'warn' | 'danger';
}

export interface PlacedLine extends LaneLine {
  readonly x: number;
  /** On which side of the line its words end or begin; null where there is no room for them. */
  readonly anchor: 'start' | 'end' | null;
}

/** Words beside each line, those of the first lines first: none over another line or its words, none cut off. */
export function placeLines(
  lines: readonly LaneLine[],
  scale: TimeScale,
  { left, right, noteWidth }: LaneFrame,
): readonly PlacedLine[] {
  const xs = lines.map(({ atMs }) => scale(atMs));
  const taken: (readonly [number, number])[] = [];
  return lines.map((line, at) => {
    const x = xs[at] as number;
    const long = line.label.length * LETTER_WIDTH + 2 * WORDS_GAP;
    const fits = (from: number, to: number) =>
      from >= left - GAP &&
      to <= right + noteWidth &&
      taken.every(([otherFrom, otherTo]) => to <= otherFrom || from >= otherTo) &&
      xs.every((other, index) => index === at || other <= from || other >= to);
    const side = ANCHORS.find((anchor) =>
      anchor === 'end' ? fits(x - long, x) : fits(x, x + long),
    );
    if (side === undefined) return { ...line, x, anchor: null };
    taken.push(side === 'end' ? [x - long, x] : [x, x + long]);
    return { ...line, x, anchor: side };
  });
}

/** How many words an axis of that length has room for. */
export function tickCount({ left, right }: LaneFrame): number {
  return Math.max(2, Math.floor((right - left) / TICK_ROOM));
}

const ANCHORS = ['end', 'start'] as const;
const MOST_LABEL = 190;
const LABEL_SHARE = 0.26;
const NOTE_WIDTH = 64;
const GAP = 10;
const LEAST_BAR = 3;
/** Of the small text of the lines, on the wide side. */
const LETTER_WIDTH = 6.4;
export const WORDS_GAP = 4;
const TICK_ROOM = 84;
