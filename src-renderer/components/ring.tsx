import classes from './ring.module.css';
import { cx } from './cx.ts';

export type RingTone = 'ok' | 'warn' | 'danger' | 'idle' | 'accent';

/** A ring that empties: `fraction` is what is left, 0 to 1. The words beside it say the same. */
export function Ring(props: {
  readonly fraction: number;
  readonly tone: RingTone;
  readonly size?: number;
}) {
  const size = props.size ?? 18;
  const stroke = size <= 32 ? 2 : 3;
  const radius = (size - stroke) / 2;
  const fraction = Math.min(1, Math.max(0, props.fraction));
  return (
    <svg
      className={cx(classes.ring, classes[props.tone])}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
    >
      <circle
        className={classes.track}
        cx={size / 2}
        cy={size / 2}
        r={radius}
        strokeWidth={stroke}
      />
      {fraction > 0 ? (
        <circle
          className={classes.left}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeWidth={stroke}
          pathLength={1}
          strokeDasharray={`${fraction} 1`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      ) : null}
    </svg>
  );
}
