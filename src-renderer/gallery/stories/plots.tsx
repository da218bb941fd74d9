import { BarPlot } from '#renderer/components/bar-plot.tsx';
import { type Lane, LanePlot } from '#renderer/components/lane-plot.tsx';
import { Plot } from '#renderer/components/plot.tsx';
import { PlotLegend } from '#renderer/components/plot-legend.tsx';
import { type MarkShape, PlotMark } from '#renderer/components/plot-mark.tsx';
import { PlotTable } from '#renderer/components/plot-table.tsx';
import { HOSTILE, LONG, nothing, type Story } from '../story.ts';

const BARS = [
  { id: 'young', label: 'Up to 75 days', value: 41, words: '41 keys', tone: 'ok' },
  { id: 'due', label: '76 to 90 days', value: 7, words: '7 keys', tone: 'warn' },
  { id: 'overdue', label: HOSTILE, value: 1234, words: '1,234 keys', tone: 'danger' },
  { id: 'unused', label: LONG, value: 3, words: '3 keys' },
  { id: 'unknown', label: 'Not known', value: 0, words: 'no keys', tone: 'neutral' },
] as const;
const TABLE = {
  columns: [{ label: 'User' }, { label: 'Keys', isNumber: true }],
  rows: [
    { id: 'a', cells: [HOSTILE, '2'] },
    { id: 'b', cells: [LONG, '1,234'] },
  ],
};

const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 28);
const ago = (days: number) => TODAY - days * DAY;
const lane = (id: string, given: Partial<Lane>): Lane => ({
  id,
  label: id,
  note: '30 days',
  words: id,
  bars: [{ fromMs: ago(30), toMs: TODAY, tone: 'accent', kind: 'bar' }],
  marks: [{ atMs: ago(30), shape: 'dot', tone: 'accent' }],
  ...given,
});
const LANES = [
  lane('before the axis', {
    bars: [{ fromMs: ago(400), toMs: TODAY, tone: 'neutral', kind: 'hollow' }],
  }),
  lane(HOSTILE, { bars: [{ fromMs: ago(97), toMs: TODAY, tone: 'danger', kind: 'bar' }] }),
  lane(LONG, { bars: [{ fromMs: ago(81), toMs: ago(20), tone: 'warn', kind: 'bar' }] }),
  lane('nothing', { bars: [], marks: [], hint: 'Not read yet', note: '–' }),
];
const many = Array.from({ length: 60 }, (_, at) => lane(`key-${at}`, {}));
const lanes = (title: string, given: readonly Lane[], pressed?: string) => (
  <LanePlot
    title={title}
    summary="4 keys: 1 overdue, 1 due."
    table={TABLE}
    legend={LEGEND}
    span={[ago(120), TODAY]}
    lanes={given}
    lines={[
      { atMs: ago(90), label: '90 days', tone: 'danger' },
      { atMs: ago(75), label: '75 days', tone: 'warn' },
    ]}
    tickWords={(ms) => new Date(ms).toISOString().slice(5, 10)}
    showAll={(count) => `Show all ${count}`}
    {...(pressed === undefined ? {} : { pressed: new Set([pressed]) })}
    onPress={nothing}
  />
);

const SHAPES: readonly MarkShape[] = ['dot', 'ring', 'diamond', 'triangle', 'line', 'cross'];
const LEGEND = (
  <PlotLegend
    entries={[
      ...SHAPES.map((shape) => ({ shape, tone: 'accent' as const, text: shape })),
      { shape: 'bar', tone: 'warn', text: 'bar' },
      { shape: 'hollow', tone: 'neutral', text: 'hollow' },
    ]}
  />
);

const bars = (title: string, pressed: readonly string[]) => (
  <BarPlot
    title={title}
    summary="7 of 1,285 keys are due."
    bars={BARS}
    columns={['Age', 'Keys']}
    pressed={new Set(pressed)}
    onPress={nothing}
  />
);

export const PLOT_STORIES: readonly Story[] = [
  {
    title: 'Bars',
    states: [
      { name: 'none pressed', shows: bars('Keys by age', []), isWide: true },
      { name: 'one pressed', shows: bars('Keys by their age', ['due']), isWide: true },
    ],
  },
  {
    title: 'Lanes',
    states: [
      { name: 'each kind', shows: lanes('Keys over time', LANES), isWide: true },
      { name: 'one pressed', shows: lanes('Keys that filter', LANES, LONG), isWide: true },
      { name: 'many', shows: lanes('Sixty keys', many), isWide: true },
    ],
  },
  {
    title: 'Picture',
    states: [
      {
        name: 'with what it draws',
        isWide: true,
        shows: (
          <Plot title="Marks" summary="What stands for a moment." table={TABLE} height={24}>
            {(width) => (
              <svg width={width} height={24} aria-hidden="true">
                {SHAPES.map((shape, at) => (
                  <PlotMark key={shape} shape={shape} x={12 + at * 24} y={12} />
                ))}
              </svg>
            )}
          </Plot>
        ),
      },
      { name: 'its table', shows: <PlotTable title="Keys" table={TABLE} />, isWide: true },
      { name: 'its legend', shows: LEGEND, isWide: true },
    ],
  },
];
