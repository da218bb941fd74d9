import type { ReactNode } from 'react';
import { numberWords } from '../words/number.ts';
import classes from './take-over.module.css';

/** One part of a plan, with how many there are of it. */
export function Part(props: {
  readonly title: string;
  readonly count?: number;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <header className={classes.partHead}>
        <h2 className={classes.partTitle}>
          {props.title}
          {props.count === undefined ? null : (
            <span className={classes.count}>{numberWords(props.count)}</span>
          )}
        </h2>
        {props.actions === undefined ? null : (
          <div className={classes.partActions}>{props.actions}</div>
        )}
      </header>
      {props.children}
    </section>
  );
}
