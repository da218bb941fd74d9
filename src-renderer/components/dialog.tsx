import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from './cx.ts';
import classes from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly size?: 's' | 'm' | 'l';
  /** For questions that must be answered before anything else. */
  readonly role?: 'dialog' | 'alertdialog';
  onClose(): void;
  readonly children: ReactNode;
}

export function Dialog({
  title,
  closeLabel,
  size = 'm',
  role = 'dialog',
  onClose,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      className={classes.scrim ?? ''}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className={cx(classes.modal, classes[size])}>
        <AriaDialog className={classes.dialog ?? ''} role={role}>
          <header className={classes.head}>
            <Heading slot="title" level={2} className={classes.title ?? ''}>
              {title}
            </Heading>
            <IconButton icon="close" size="s" label={closeLabel} onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What scrolls between a dialog's head and its foot. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}

/** What went wrong or goes on with a long body: it is seen however far one has scrolled. */
export function DialogFailure({ children }: { readonly children: ReactNode }) {
  return <div className={classes.failure}>{children}</div>;
}

/** The buttons of a dialog: the one that goes on comes last, what leads elsewhere stands apart. */
export function DialogFoot(props: { readonly apart?: ReactNode; readonly children: ReactNode }) {
  return (
    <footer className={classes.foot}>
      <div className={classes.apart}>{props.apart}</div>
      {props.children}
    </footer>
  );
}
