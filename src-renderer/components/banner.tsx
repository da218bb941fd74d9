import type { ReactNode } from 'react';
import classes from './banner.module.css';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

/** A line over the window, or over its view, for what lasts. */
export function Banner(props: {
  readonly tone: 'practice' | 'warn' | 'danger';
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={cx(classes.banner, classes[props.tone])} role="status">
      <Icon name={props.icon} size={14} />
      <span className={classes.text}>{props.children}</span>
      {props.actions}
    </div>
  );
}
