import { APP_WORDS } from './app.ts';

export const TOAST_WORDS = {
  region: 'News',
  undo: 'Undo',
  again: APP_WORDS.tryAgain,
  close: APP_WORDS.close,
  /** `text`: “Removed dev”. */
  notUndone: (text: string) => `Not undone: ${text}`,
} as const;
