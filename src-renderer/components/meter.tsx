import classes from './meter.module.css';

/** How much of it is done. Said beside it in words, too. */
export function Meter(props: {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}) {
  return (
    <meter
      className={classes.meter}
      aria-label={props.label}
      min={0}
      max={props.max}
      value={props.value}
    />
  );
}
