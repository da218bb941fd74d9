import { Meter } from 'react-aria-components/Meter';
import { cx } from './cx.ts';
import classes from './strength-meter.module.css';

/** Four bars, and the same as a word. */
export function StrengthMeter(props: {
  readonly label: string;
  readonly value: number;
  readonly words: string;
}) {
  return (
    <Meter
      className={classes.meter ?? ''}
      aria-label={props.label}
      value={props.value}
      maxValue={4}
      valueLabel={props.words}
    >
      <span className={cx(classes.bars, classes[`level${props.value}`])} aria-hidden="true">
        {[1, 2, 3, 4].map((level) => (
          <span key={level} className={cx(classes.bar, level <= props.value && classes.full)} />
        ))}
      </span>
      <span className={classes.words}>{props.words}</span>
    </Meter>
  );
}
