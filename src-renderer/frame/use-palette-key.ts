import { useEffect } from 'react';
import { useWorld } from '../state/world.ts';

/** How the key is written where the person is. */
export const PALETTE_KEYS = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘K' : 'Ctrl+K';

/**
 * Ctrl or Cmd with K opens the command palette from anywhere, and closes it. An open dialog is answered first, and
 * during the first run there is nothing to find.
 */
export function usePaletteKey(): void {
  const { screen, mirror } = useWorld();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isKey || event.altKey || event.shiftKey) return;
      const { isPaletteOpen } = screen.getState();
      const isOtherOpen =
        !isPaletteOpen && document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
      const hasIdentities = (mirror.getState().snapshot?.identities.length ?? 0) > 0;
      if (isOtherOpen || !hasIdentities) return;
      event.preventDefault();
      screen.setState({ isPaletteOpen: !isPaletteOpen });
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [screen, mirror]);
}
