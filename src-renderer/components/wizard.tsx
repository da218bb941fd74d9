import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import classes from './wizard.module.css';

/** A task in steps, with the place one has come to. */
export function Wizard(props: {
  readonly title: string;
  readonly stepsLabel: string;
  readonly steps: readonly string[];
  /** The index of the present step. */
  readonly current: number;
  /** For what has lines of a file in it. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={cx(classes.wizard, props.isWide === true && classes.wide)}
      aria-label={props.title}
    >
      <header className={classes.head}>
        <h1 className={classes.title}>{props.title}</h1>
        <ol className={classes.steps} aria-label={props.stepsLabel}>
          {props.steps.map((step, index) => (
            <li
              key={step}
              className={cx(classes.step, index === props.current && classes.current)}
              {...(index === props.current ? { 'aria-current': 'step' } : {})}
            >
              <span className={classes.number}>
                {index < props.current ? <Icon name="check" size={10} /> : index + 1}
              </span>
              {step}
            </li>
          ))}
        </ol>
      </header>
      {props.children}
    </section>
  );
}
