import { useEffect } from 'react';
import { useWorld } from '../state/world.ts';

/** Ctrl or Cmd with Z brings back what was removed last. Where one types, it is the field's own. */
export function useUndoKey(): void {
  const { toasts } = useWorld();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey);
      if (!isKey || event.altKey || event.shiftKey || isTypedIn(event.target)) return;
      if (toasts.undo()) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [toasts]);
}

function isTypedIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}
