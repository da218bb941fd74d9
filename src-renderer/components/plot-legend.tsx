import { cx } from './cx.ts';
import { type MarkShape, PlotMark, type PlotTone } from './plot-mark.tsx';
import classes from './plot-legend.module.css';
import tones from './plot-tones.module.css';

export interface LegendEntry {
  readonly shape: MarkShape | 'bar' | 'hollow';
  readonly tone: PlotTone;
  readonly text: string;
}

/** What the marks of a picture mean. Its table says the same in words. */
export function PlotLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className={classes.legend} aria-hidden="true">
      {entries.map(({ shape, tone, text }) => (
        <li key={text} className={classes.entry}>
          <svg className={cx(classes.sample, tones[tone])} width={16} height={12}>
            {shape === 'bar' || shape === 'hollow' ? (
              <rect className={tones[shape]} x={1.5} y={3} width={13} height={6} rx={2} />
            ) : (
              <PlotMark shape={shape} x={8} y={6} />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
