import { useState } from 'react';
import { createStore } from 'zustand/vanilla';
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
import type { Toast } from '#renderer/state/toasts.ts';
import classes from '../gallery.module.css';
import { HOSTILE, LONG, nothing, type Story } from '../story.ts';

const TOASTS = {
  store: createStore<readonly Toast[]>(() => [
    { id: 1, text: 'Copied' },
    { id: 2, text: `Switched to ${LONG}` },
    { id: 3, text: HOSTILE },
  ]),
  show: nothing,
};

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
        name: 'three at most',
        isWide: true,
        shows: (
          <div className={classes.window}>
            <ToastRegion toasts={TOASTS} />
          </div>
        ),
      },
    ],
  },
];
