import { useMemo, useState } from 'react';
import { VIEWS } from '../frame/rail.tsx';
import { heatIn } from '../state/habits.ts';
import { useSnapshot } from '../state/world.ts';
import { orderTargets } from '../views/switch/order-targets.ts';
import { lockedActions, paletteActions } from './palette-actions.ts';
import { accountsOf, type PaletteWorld } from './palette-things.ts';

/** All that may be found now. While Latchkey is locked, the way to unlock it and nothing else. */
export function usePaletteWorld(): PaletteWorld {
  const vault = useSnapshot((snapshot) => snapshot.vault);
  const targets = useSnapshot((snapshot) => snapshot.targets);
  const identities = useSnapshot((snapshot) => snapshot.identities);
  // As it was when the palette was opened: nothing moves while one reads.
  const habits = useSnapshot((snapshot) => snapshot.habits);
  const [{ uses, pinned }] = useState(habits);
  const isLockable = useSnapshot(
    (snapshot) => snapshot.vault.kind === 'file' && !snapshot.app.practice,
  );
  const isOpen = vault.state === 'unlocked';
  return useMemo(() => {
    const heat = heatIn({ uses, pinned });
    if (!isOpen)
      return { targets: [], accounts: [], actions: lockedActions(vault), pinned: [], heat };
    return {
      targets: orderTargets(targets, pinned),
      accounts: accountsOf(targets),
      actions: paletteActions({
        views: VIEWS,
        identities,
        hasSessions: targets.some(({ session }) => session.state === 'active'),
        isLockable,
      }),
      pinned,
      heat,
    };
  }, [isOpen, vault, targets, identities, isLockable, uses, pinned]);
}
