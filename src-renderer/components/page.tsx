import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A view that is read from top to bottom: its title, a sentence on it, and what scrolls below. */
export function Page(props: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.view} aria-label={props.title}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1 className={classes.title}>{props.title}</h1>
          {props.lead === undefined ? null : <p className={classes.lead}>{props.lead}</p>}
        </header>
        {props.children}
      </div>
    </section>
  );
}
