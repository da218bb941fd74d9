import type { ReactNode } from 'react';
import classes from './entry.module.css';

/** An entry of a list: what it is, a sentence or two on it, and what can be done with it. */
export function Entry(props: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={classes.entry}>
      <div className={classes.words}>
        <span className={classes.title}>{props.title}</span>
        {props.children === undefined ? null : <div className={classes.text}>{props.children}</div>}
      </div>
      {props.actions === undefined || props.actions === null ? null : (
        <div className={classes.actions}>{props.actions}</div>
      )}
    </div>
  );
}
