import { useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { Target } from '#shared/contract/things.ts';
import { FailureNotice } from '../components/failure-notice.tsx';
import { useSnapshot, useWorld } from '../state/world.ts';
import { PALETTE_WORDS } from '../words/palette.ts';
import { FindAnything } from './find-anything.tsx';
import { MoreOfTarget } from './more-of-target.tsx';
import classes from './palette.module.css';
import { usePaletteDeeds } from './use-palette-deeds.ts';

/** Finds targets, accounts and things to do by typing, and does them. */
export function Palette() {
  const { screen } = useWorld();
  const [typed, setTyped] = useState('');
  const [moreOf, setMoreOf] = useState<string | null>(null);
  const target = useSnapshot(
    ({ targets, vault }): Target | null =>
      (vault.state === 'unlocked' && targets.find(({ name }) => name === moreOf)) || null,
  );
  const close = () => screen.setState({ isPaletteOpen: false });
  const deeds = usePaletteDeeds(close);
  return (
    <ModalOverlay
      className={classes.scrim ?? ''}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className={classes.modal ?? ''}>
        <Dialog className={classes.dialog ?? ''} aria-label={PALETTE_WORDS.title}>
          {target === null ? (
            <FindAnything
              typed={typed}
              onType={setTyped}
              onChoose={deeds.choose}
              onMore={({ name }) => setMoreOf(name)}
            />
          ) : (
            <MoreOfTarget target={target} onClose={close} onBack={() => setMoreOf(null)} />
          )}
          {deeds.failure === null ? null : (
            <div className={classes.failure}>
              <FailureNotice failure={deeds.failure} />
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
