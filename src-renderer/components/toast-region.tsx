import { useStore } from 'zustand';
import { Icon } from './icon.tsx';
import type { Toasts } from '../state/toasts.ts';
import classes from './toast-region.module.css';

/** Where short good news appear; a screen reader speaks them when it has nothing else to say. */
export function ToastRegion({ toasts }: { readonly toasts: Toasts }) {
  const shown = useStore(toasts.store);
  return (
    <div className={classes.region} role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <div key={id} className={classes.toast}>
          <Icon name="check" size={14} />
          <span>{text}</span>
        </div>
      ))}
    </div>
  );
}
