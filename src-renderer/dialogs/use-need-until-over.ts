import { useEffect, useState } from 'react';
import type { Need } from '#shared/contract/things.ts';
import { needWords } from '#shared/words/needs.ts';
import { knownFailure } from '../api/known-failure.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { NEED_WORDS } from '../words/needs.ts';

/**
 * The need that a dialog is about. When it ends elsewhere (another window, a program that gave up) the
 * dialog closes and says so. Null only where it was over before the dialog opened.
 */
export function useNeedUntilOver(
  id: string,
  dialog: { readonly isAnswering: boolean; onClose(): void },
): Need | null {
  const { toasts } = useWorld();
  const live = useSnapshot(({ needs }) => needs.find((need) => need.id === id) ?? null);
  const [last, setLast] = useState(live);
  if (live !== null && live !== last) setLast(live);
  const isOverElsewhere = live === null && !dialog.isAnswering;
  const { onClose } = dialog;
  useEffect(() => {
    if (!isOverElsewhere) return;
    if (last !== null)
      toasts.show(
        NEED_WORDS.over(needWords({ ...last, failure: knownFailure(last.failure) }).text),
      );
    onClose();
  }, [isOverElsewhere, last, toasts, onClose]);
  return live ?? last;
}
