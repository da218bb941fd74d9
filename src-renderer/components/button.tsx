import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import classes from './button.module.css';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';

export interface ButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'isPending'
> {
  readonly tone?: 'primary' | 'quiet' | 'plain' | 'danger';
  readonly size?: 'm' | 's' | 'l';
  readonly icon?: IconName;
  /** Shows that its task runs. It keeps its width and the focus; that nothing starts twice is the task's to see to. */
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

export function Button({
  tone = 'quiet',
  size = 'm',
  icon,
  isBusy = false,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(isBusy ? { 'aria-disabled': true } : {})}
      className={cx(classes.button, classes[tone], classes[size])}
    >
      <span className={cx(classes.face, isBusy && classes.hidden)}>
        {icon === undefined ? null : <Icon name={icon} size={14} />}
        {children}
      </span>
      {isBusy ? (
        <span className={classes.busy}>
          <Spinner />
        </span>
      ) : null}
    </AriaButton>
  );
}
