import { APP_WORDS } from '../words/app.ts';
import { useWorld } from './world.ts';

/** Copies and says so; says what to do instead where the browser refuses. */
export function useCopyText(): (text: string) => void {
  const { clipboard, toasts } = useWorld();
  return (text) =>
    void clipboard.copyText(text).then(
      () => toasts.show(APP_WORDS.copied(text)),
      () => toasts.show(APP_WORDS.copyRefused),
    );
}
