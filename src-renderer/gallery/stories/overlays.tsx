import { useState } from 'react';
import { AppError } from '#shared/errors.ts';
import { Button } from '#renderer/components/button.tsx';
import {
  Dialog,
  DialogBody,
  DialogFailure,
  DialogFoot,
  type DialogProps,
} from '#renderer/components/dialog.tsx';
import { Notice } from '#renderer/components/notice.tsx';
import { ToastRegion } from '#renderer/components/toast-region.tsx';
import { createToasts } from '#renderer/state/toasts.ts';
import { HOSTILE, LONG, type Story } from '../story.ts';

const REFUSED = new AppError('input/name-taken', { kind: 'role', name: 'dev' });

function Toasted() {
  const [toasts] = useState(createToasts);
  const refused = { bringBack: () => Promise.reject(REFUSED), done: '' };
  function show(): void {
    toasts.show(`Removed ${LONG}`, refused);
    toasts.undo();
    toasts.show(HOSTILE, refused);
    toasts.show('Copied');
  }
  return (
    <>
      <Button onPress={show}>Show three</Button>
      <ToastRegion toasts={toasts} />
    </>
  );
}

function Opened({ size }: { readonly size: NonNullable<DialogProps['size']> }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{`Open ${size}`}</Button>
      {isOpen ? (
        <Dialog title={`Remove ${LONG}?`} closeLabel="Close" size={size} onClose={close}>
          <DialogBody>
            <p>{`Its profile goes, and ${HOSTILE} stays.`}</p>
          </DialogBody>
          <DialogFailure>
            <Notice tone="danger" title="The vault is locked" />
          </DialogFailure>
          <DialogFoot apart={<Button tone="plain">Keep it</Button>}>
            <Button onPress={close}>Cancel</Button>
            <Button tone="danger" onPress={close}>
              Remove
            </Button>
          </DialogFoot>
        </Dialog>
      ) : null}
    </>
  );
}

export const OVERLAY_STORIES: readonly Story[] = [
  {
    title: 'Dialog',
    states: (['s', 'm', 'l'] as const).map((size) => ({
      name: `${size} (press it)`,
      shows: <Opened size={size} />,
    })),
  },
  {
    title: 'Toasts',
    states: [
      {
        name: 'news, an undo, and one that failed (press it)',
        shows: <Toasted />,
      },
    ],
  },
];
