import { ToggleButton } from 'react-aria-components/ToggleButton';
import { BAR_HEIGHT, barLayout } from './bar-layout.ts';
import classes from './bar-plot.module.css';
import { cx } from './cx.ts';
import { numberWords } from '../words/number.ts';
import { Plot } from './plot.tsx';

export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** The value with what it counts, for who hears it: `12 keys`. */
  readonly words: string;
  readonly tone?: 'accent' | 'ok' | 'warn' | 'danger' | 'neutral';
}

/**
 * Horizontal bars with their numbers, each a button that is pressed or not: a filter of what is below. Which are
 * pressed, and whether there may be several, is the caller's to say.
 */
export function BarPlot(props: {
  readonly title: string;
  readonly summary: string;
  readonly bars: readonly Bar[];
  /** Over the table behind it: what the bars stand for, and what is counted. */
  readonly columns: readonly [label: string, value: string];
  readonly pressed: ReadonlySet<string>;
  onPress(id: string): void;
}) {
  const { title, bars, pressed } = props;
  const [label, value] = props.columns;
  return (
    <Plot
      title={title}
      summary={props.summary}
      height={bars.length * BAR_HEIGHT}
      table={{
        columns: [{ label }, { label: value, isNumber: true }],
        rows: bars.map((bar) => ({ id: bar.id, cells: [bar.label, numberWords(bar.value)] })),
      }}
    >
      {(width) => {
        const { labelWidth, lengths } = barLayout(
          bars.map((bar) => bar.value),
          width,
        );
        return (
          <ul aria-label={title} className={cx(classes.bars, pressed.size > 0 && classes.filtered)}>
            {bars.map((bar, at) => (
              <li key={bar.id}>
                <ToggleButton
                  className={classes.row ?? ''}
                  style={{ height: BAR_HEIGHT }}
                  aria-label={`${bar.label}: ${bar.words}`}
                  isSelected={pressed.has(bar.id)}
                  onChange={() => props.onPress(bar.id)}
                >
                  <span className={classes.label} style={{ width: labelWidth }}>
                    {bar.label}
                  </span>
                  <span
                    className={cx(classes.bar, classes[bar.tone ?? 'accent'])}
                    style={{ width: lengths[at] }}
                  />
                  <span className={classes.value}>{numberWords(bar.value)}</span>
                </ToggleButton>
              </li>
            ))}
          </ul>
        );
      }}
    </Plot>
  );
}
