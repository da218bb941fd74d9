import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import classes from './notice.module.css';

/** Something to read where one is: what it is about, what it means, and what can be done. */
export function Notice(props: {
  readonly tone: 'danger' | 'warn' | 'info';
  readonly title: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  /** Spoken at once by a screen reader. */
  readonly isAlert?: boolean;
}) {
  return (
    <div
      className={cx(classes.notice, classes[props.tone])}
      role={props.isAlert === true ? 'alert' : 'note'}
    >
      <span className={classes.icon}>
        <Icon name={props.icon ?? (props.tone === 'info' ? 'info' : 'warning')} size={15} />
      </span>
      <div className={classes.words}>
        <strong className={classes.title}>{props.title}</strong>
        {props.children === undefined ? null : <div className={classes.text}>{props.children}</div>}
        {props.actions === undefined || props.actions === null ? null : (
          <div className={classes.actions}>{props.actions}</div>
        )}
      </div>
    </div>
  );
}
