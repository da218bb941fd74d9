import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button';
import { cx } from './cx.ts';
import classes from './icon-button.module.css';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'aria-label'
> {
  readonly icon: IconName;
  /** What it does: its name for a screen reader, and the tooltip. */
  readonly label: string;
  readonly size?: 'm' | 's';
}

export function IconButton({ icon, label, size = 'm', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className={cx(classes.button, classes[size])}>
        <Icon name={icon} size={size === 's' ? 14 : 16} />
      </AriaButton>
    </Tooltip>
  );
}
