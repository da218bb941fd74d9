import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import classes from './disclosure.module.css';
import { Icon } from './icon.tsx';

/** What most people need not see. Opens by itself when something inside needs attention. */
export function Disclosure(props: {
  readonly title: string;
  /** Its name where several on a page have the same title. */
  readonly label?: string;
  readonly needsAttention?: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <AriaDisclosure
      className={classes.disclosure ?? ''}
      isExpanded={isOpen || props.needsAttention === true}
      onExpandedChange={setOpen}
    >
      <AriaButton
        slot="trigger"
        className={classes.trigger ?? ''}
        {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      >
        <Icon name="right" size={12} />
        {props.title}
      </AriaButton>
      <DisclosurePanel className={classes.panel ?? ''}>{props.children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
