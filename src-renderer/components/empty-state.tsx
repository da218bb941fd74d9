import type { ReactNode } from 'react';
import classes from './empty-state.module.css';
import { Icon, type IconName } from './icon.tsx';

/** Nothing to show, and what to do about it. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: ReactNode;
  /** Whether it is all there is on the page, so that its title is the page's. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}) {
  const Title = props.isPage === true ? 'h1' : 'h2';
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        <Icon name={props.icon} size={28} />
      </span>
      <Title className={classes.title}>{props.title}</Title>
      {props.text === undefined ? null : <p className={classes.text}>{props.text}</p>}
      {props.children === undefined ? null : (
        <div className={classes.actions}>{props.children}</div>
      )}
    </div>
  );
}
