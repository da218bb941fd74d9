import type { ReactNode } from 'react';
import classes from './view-head.module.css';

/** What a view is about, and beside it what one does with all of it. What is below scrolls by itself. */
export function ViewHead(props: {
  readonly title: ReactNode;
  readonly lead: ReactNode;
  /** The buttons. */
  readonly children: ReactNode;
}) {
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        <h1 className={classes.title}>{props.title}</h1>
        <p className={classes.lead}>{props.lead}</p>
      </div>
      {props.children}
    </header>
  );
}
