import type { Lane } from '#renderer/components/lane-plot.tsx';
import type { LegendEntry } from '#renderer/components/plot-legend.tsx';
import type { PlotTone } from '#renderer/components/plot-mark.tsx';
import {
  KEY_TIMELINE_WORDS,
  laneLabel,
  laneNote,
  laneWords,
} from '#renderer/words/key-timeline.ts';
import { DAY_MS } from '#shared/time.ts';
import type { KeyLane } from './key-lanes.ts';

/**
 * What is drawn of a key: a bar from its creation to today, in the colour of what is said of its age, hollow while it
 * is out of use; what made it at its beginning, its last use upon it.
 */
export function keyPicture(lane: KeyLane, nowMs: number): Lane {
  const { createdAtMs, lastUsedAtMs } = lane;
  const tone = toneOf(lane);
  const hint = lane.wasRead ? KEY_TIMELINE_WORDS.ageUnknown : KEY_TIMELINE_WORDS.notRead;
  return {
    id: lane.id,
    label: laneLabel(lane),
    note: laneNote(lane),
    words: laneWords(lane, nowMs),
    ...(createdAtMs === null && lastUsedAtMs === null ? { hint } : {}),
    bars: createdAtMs === null ? [] : barsOf(lane, createdAtMs, nowMs),
    marks: [
      ...ownLines(lane, nowMs),
      ...(createdAtMs === null ? [] : [{ atMs: createdAtMs, shape: startOf(lane), tone }]),
      ...(lastUsedAtMs === null
        ? []
        : [{ atMs: lastUsedAtMs, shape: 'diamond' as const, tone: 'ink' as const }]),
    ],
  };
}

/** What the picture of these keys has, and nothing else. */
export function legendOf(lanes: readonly KeyLane[]): readonly LegendEntry[] {
  const { legend } = KEY_TIMELINE_WORDS;
  const drawn = lanes.filter(({ createdAtMs }) => createdAtMs !== null);
  const has = (isIt: (lane: KeyLane) => boolean) => drawn.some(isIt);
  const entries: readonly (readonly [boolean, LegendEntry])[] = [
    [has((lane) => startOf(lane) === 'dot'), { shape: 'dot', tone: 'accent', text: legend.ours }],
    [
      has((lane) => startOf(lane) === 'ring'),
      { shape: 'ring', tone: 'accent', text: legend.other },
    ],
    [has((lane) => lane.isOfRotation), { shape: 'triangle', tone: 'accent', text: legend.rotated }],
    [
      lanes.some(({ lastUsedAtMs }) => lastUsedAtMs !== null),
      { shape: 'diamond', tone: 'ink', text: legend.lastUse },
    ],
    [
      has(({ key }) => key.status !== 'active'),
      { shape: 'hollow', tone: 'neutral', text: legend.out },
    ],
    [
      lanes.some(({ ownThresholds }) => ownThresholds !== null),
      { shape: 'line', tone: 'danger', text: legend.ownDays },
    ],
  ];
  return entries.flatMap(([isThere, entry]) => (isThere ? [entry] : []));
}

function toneOf({ verdict, key }: KeyLane): PlotTone {
  if (key.status === 'gone') return 'danger';
  if (verdict === null) return 'neutral';
  return ({ fresh: 'accent', due: 'warn', overdue: 'danger' } as const)[verdict];
}

function startOf({ isOfRotation, isOurs }: KeyLane): 'triangle' | 'dot' | 'ring' {
  if (isOfRotation) return 'triangle';
  return isOurs ? 'dot' : 'ring';
}

function barsOf(lane: KeyLane, fromMs: number, nowMs: number): Lane['bars'] {
  const tone = toneOf(lane);
  if (lane.key.status === 'active') return [{ fromMs, toMs: nowMs, tone, kind: 'bar' }];
  const outMs = lane.deactivatedAtMs;
  if (outMs === null) return [{ fromMs, toMs: nowMs, tone, kind: 'hollow' }];
  return [
    { fromMs, toMs: outMs, tone, kind: 'bar' },
    { fromMs: outMs, toMs: nowMs, tone, kind: 'hollow' },
  ];
}

/** Where the days of one identity are others than everybody's, they stand on its lane. */
function ownLines({ ownThresholds }: KeyLane, nowMs: number): Lane['marks'] {
  if (ownThresholds === null) return [];
  const { dueDays, overdueDays } = ownThresholds;
  const line = (days: number, tone: PlotTone) => ({
    atMs: nowMs - days * DAY_MS,
    shape: 'line' as const,
    tone,
  });
  return [line(overdueDays, 'danger'), line(dueDays, 'warn')];
}
