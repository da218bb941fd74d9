import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
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
      <Popover className={classes.popover ?? ''} offset={4} placement="bottom end">
        <Menu
          aria-label={props.label}
          className={classes.menu ?? ''}
          items={props.actions}
          disabledKeys={props.actions
            .filter(({ isDisabled }) => isDisabled === true)
            .map(({ id }) => id)}
          onAction={(id) => props.actions.find((action) => action.id === id)?.run()}
        >
          {(action) => (
            <MenuItem
              textValue={action.label}
              className={cx(classes.item, action.isDanger === true && classes.danger)}
            >
              <Icon name={action.icon} size={14} />
              <span className={classes.words}>
                <span>{action.label}</span>
                {action.note === undefined ? null : (
                  <span className={classes.note}>{action.note}</span>
                )}
              </span>
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
