import { useEffect } from 'react';
import { useSnapshot } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';

/** Says in the title of the window, and so on its browser tab, how many things need a person. */
export function useNeedsTitle(): void {
  const count = useSnapshot(({ needs }) => needs.length);
  useEffect(() => {
    document.title = count === 0 ? APP_WORDS.name : `(${count}) ${APP_WORDS.name}`;
  }, [count]);
}
