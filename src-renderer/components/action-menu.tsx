import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import classes from './action-menu.module.css';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** A second, quieter line. */
  readonly note?: string;
  /** What is copied or run, as such a line. */
  readonly code?: string;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  run(): void;
}

/** A button and the menu it opens. */
export function ActionMenu(props: {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** The button that opens it. */
  readonly children: ReactElement;
}) {
  return (
    <MenuTrigger>
      {props.children}
      <MenuPopover>
        <ActionList label={props.label} actions={props.actions} />
      </MenuPopover>
    </MenuTrigger>
  );
}

/** Where a menu appears: below its button. */
export function MenuPopover(props: PopoverProps) {
  return <Popover {...props} className={classes.popover ?? ''} offset={4} placement="bottom end" />;
}

/** The actions of a menu. Without a `MenuTrigger` it says itself how it begins and ends. */
export function ActionList(props: {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly autoFocus?: 'first';
  readonly onClose?: () => void;
}) {
  const { label, actions, ...rest } = props;
  return (
    <Menu
      {...rest}
      aria-label={label}
      className={classes.menu ?? ''}
      items={actions}
      disabledKeys={actions.filter(({ isDisabled }) => isDisabled === true).map(({ id }) => id)}
      onAction={(id) => actions.find((action) => action.id === id)?.run()}
    >
      {(action) => (
        <MenuItem
          textValue={action.label}
          className={cx(classes.item, action.isDanger === true && classes.danger)}
        >
          <Icon name={action.icon} size={14} />
          <span className={classes.words}>
            <span>{action.label}</span>
            {action.note === undefined ? null : <span className={classes.note}>{action.note}</span>}
            {action.code === undefined ? null : (
              <span className={cx(classes.note, classes.code)}>{action.code}</span>
            )}
          </span>
        </MenuItem>
      )}
    </Menu>
  );
}
