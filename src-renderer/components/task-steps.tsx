import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import classes from './task-steps.module.css';

export interface TaskStep {
  readonly title: string;
  /** On the right, as when it was done. */
  readonly aside?: string;
  /** Below it, as how far it is. */
  readonly children?: ReactNode;
}

/** Steps that go on by themselves, one below the other: what is done, what is being done, what comes. */
export function TaskSteps(props: {
  readonly label: string;
  readonly steps: readonly TaskStep[];
  /** The index of the present step; their number when all are done. */
  readonly current: number;
  /** How the present one stands: it is being done, was left, or could not be done. */
  readonly state: 'running' | 'left' | 'failed';
}) {
  return (
    <ol className={classes.steps} aria-label={props.label}>
      {props.steps.map(({ title, aside, children }, index) => (
        <li
          key={title}
          className={cx(
            classes.step,
            index < props.current && classes.done,
            index === props.current && classes.current,
            index === props.current && classes[props.state],
          )}
          {...(index === props.current ? { 'aria-current': 'step' } : {})}
        >
          <span className={classes.mark}>
            {index < props.current ? (
              <Icon name="check" size={12} />
            ) : index !== props.current || props.state === 'left' ? (
              index + 1
            ) : props.state === 'running' ? (
              <Spinner />
            ) : (
              <Icon name="warning" size={12} />
            )}
          </span>
          <span className={classes.words}>
            <span>{title}</span>
            {children}
          </span>
          {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
        </li>
      ))}
    </ol>
  );
}
