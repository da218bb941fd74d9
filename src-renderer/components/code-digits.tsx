import classes from './code-digits.module.css';
import { cx } from './cx.ts';

/** A code of six digits in two groups of three. */
export function CodeDigits(props: {
  readonly code: string;
  readonly size?: 'l' | 's';
  readonly isFaint?: boolean;
}) {
  return (
    <span
      className={cx(
        classes.code,
        classes[props.size ?? 'l'],
        props.isFaint === true && classes.faint,
      )}
      // A screen reader says the digits one by one.
      role="img"
      aria-label={[...props.code].join(' ')}
    >
      <span>{props.code.slice(0, 3)}</span>
      <span>{props.code.slice(3)}</span>
    </span>
  );
}
