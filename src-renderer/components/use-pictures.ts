import { useState } from 'react';
import { useMedia } from './use-media.ts';

/**
 * Whether pictures stand above their list, and what chooses that: where nobody has chosen, they do where the
 * window is high enough for both. In lower ones the list comes first.
 */
export function usePictures(): readonly [isShown: boolean, show: (isShown: boolean) => void] {
  const hasRoom = useMedia('(min-height: 600px)');
  const [chosen, choose] = useState<boolean | null>(null);
  return [chosen ?? hasRoom, choose];
}
