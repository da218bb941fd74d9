import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { UNSTABLE_ToastRegion as AriaToastRegion } from 'react-aria-components/Toast';
import { wordsOf } from '#shared/words/errors.ts';
import type { Toasts } from '../state/toasts.ts';
import { TOAST_WORDS } from '../words/toasts.ts';
import { Icon } from './icon.tsx';
import classes from './toast-region.module.css';

type Queued = Toasts['queue']['visibleToasts'][number];

/**
 * Where short good news appear; a screen reader speaks them when it has nothing else to say. F6 goes there, and while
 * somebody is there none goes away.
 */
export function ToastRegion({ toasts }: { readonly toasts: Toasts }) {
  return (
    <AriaToastRegion
      queue={toasts.queue}
      className={classes.region ?? ''}
      aria-label={TOAST_WORDS.region}
    >
      {({ toast }) => <ShownToast toast={toast} toasts={toasts} />}
    </AriaToastRegion>
  );
}

function ShownToast({ toast, toasts }: { readonly toast: Queued; readonly toasts: Toasts }) {
  const { key, content, timer, timeout } = toast;
  const { text, undo, failure } = content;
  // What is in a live region from the first moment on is not spoken.
  const [isSpoken, speak] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => speak(true));
    return () => clearTimeout(soon);
  }, []);
  useEffect(() => {
    if (timer === undefined || timeout === undefined) return;
    timer.reset(timeout);
    return () => timer.pause();
  }, [timer, timeout]);
  return (
    <div className={classes.toast}>
      <Icon name={failure === null ? 'check' : 'warning'} size={14} />
      <div className={classes.words} role="status">
        {isSpoken ? (
          <>
            <span>{failure === null ? text : TOAST_WORDS.notUndone(text)}</span>
            {failure === null ? null : <Why failure={failure} />}
          </>
        ) : null}
      </div>
      {undo === null ? null : (
        <Button className={classes.action ?? ''} onPress={() => toasts.undo(key)}>
          {failure === null ? TOAST_WORDS.undo : TOAST_WORDS.again}
        </Button>
      )}
      {failure === null ? null : (
        <Button className={classes.action ?? ''} onPress={() => toasts.queue.close(key)}>
          {TOAST_WORDS.close}
        </Button>
      )}
    </div>
  );
}

function Why({ failure }: { readonly failure: NonNullable<Queued['content']['failure']> }) {
  const { title, explanation, action } = wordsOf(failure);
  return <span className={classes.why}>{`${title}. ${explanation} ${action}`}</span>;
}
