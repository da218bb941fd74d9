import type { ReactNode } from 'react';
import type { Failure } from '#shared/errors.ts';
import { Dialog } from '../components/dialog.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import { APP_WORDS } from '../words/app.ts';

/** Asks before something is removed or forgotten: what that means, and the button that does it. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly doLabel: string;
  readonly task: { readonly running: boolean; readonly failure: Failure | null };
  onDo(): void;
  onClose(): void;
  readonly children: ReactNode;
}) {
  const { task, onClose } = props;
  return (
    <Dialog
      title={props.title}
      role="alertdialog"
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <FormFrame
        submitLabel={props.doLabel}
        tone="danger"
        isBusy={task.running}
        failure={task.failure}
        onSubmit={props.onDo}
        onCancel={onClose}
      >
        {props.children}
      </FormFrame>
    </Dialog>
  );
}
