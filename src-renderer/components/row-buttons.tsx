import { useRef, useState, type ReactNode } from 'react';
import { MenuPopover } from './action-menu.tsx';
import buttonClasses from './button.module.css';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import classes from './row-buttons.module.css';
import { Spinner } from './spinner.tsx';

/*
 * The buttons of a long list's rows: bare elements, since a search draws them anew at each key. They
 * look and answer as `Button` and `ActionMenu` do. The list's arrow keys reach them, Tab does not.
 */

export function RowButton(props: {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  const { isBusy } = props;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      {...(isBusy ? { 'aria-disabled': true } : {})}
      className={classes.button}
      onClick={props.onPress}
    >
      <span className={cx(buttonClasses.face, isBusy && buttonClasses.hidden)}>
        {props.children}
      </span>
      {isBusy ? (
        <span className={buttonClasses.busy}>
          <Spinner />
        </span>
      ) : null}
    </button>
  );
}

/** The menu exists only while it is open. */
export function RowMenu(props: {
  readonly label: string;
  readonly menu: (close: () => void) => ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={-1}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        className={classes.more}
        onClick={() => setIsOpen(true)}
      >
        <Icon name="more" size={14} />
      </button>
      {isOpen ? (
        <MenuPopover
          isOpen
          triggerRef={button}
          trigger="MenuTrigger"
          aria-label={props.label}
          onOpenChange={setIsOpen}
        >
          {props.menu(() => setIsOpen(false))}
        </MenuPopover>
      ) : null}
    </>
  );
}
