import type { RingTone } from './ring.tsx';
import { Icon } from './icon.tsx';
import { Ring } from './ring.tsx';
import { Spinner } from './spinner.tsx';
import classes from './kind-ring.module.css';
import { cx } from './cx.ts';

/** What a target is, and around it how much of its session is left. */
export function KindRing(props: {
  readonly kind: 'identity' | 'role';
  readonly fraction: number;
  readonly tone: RingTone;
  readonly isBusy?: boolean;
  readonly size?: number;
}) {
  const size = props.size ?? 28;
  return (
    <span className={cx(classes.kindRing, classes[props.tone])}>
      {props.isBusy === true ? (
        <Spinner size={size} />
      ) : (
        <Ring fraction={props.fraction} tone={props.tone} size={size} />
      )}
      <span className={classes.icon}>
        <Icon name={props.kind === 'identity' ? 'user' : 'role'} size={Math.round(size * 0.5)} />
      </span>
    </span>
  );
}
