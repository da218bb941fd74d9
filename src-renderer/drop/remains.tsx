import { Notice } from '../components/notice.tsx';
import { DROP_WORDS } from '../words/drop.ts';
import type { Given } from './given.ts';

/** That the secret is still where it came from, which no page can change; `isAtEnd` when all else is done. */
export function Remains(props: { readonly given: Given; readonly isAtEnd?: boolean }) {
  const isAtEnd = props.isAtEnd === true;
  return (
    <Notice tone={isAtEnd ? 'warn' : 'info'} title={DROP_WORDS.remainsTitle}>
      {remainsWords(props.given, isAtEnd)}
    </Notice>
  );
}

export function remainsWords({ how, fileName, what }: Given, isAtEnd = false): string {
  if (fileName !== null) {
    const secret = what.kind === 'seed' ? DROP_WORDS.secrets.seed : DROP_WORDS.secrets.key;
    const advice = isAtEnd ? DROP_WORDS.fileAdviceNow : DROP_WORDS.fileAdvice;
    return `${DROP_WORDS.fileRemains(fileName, secret)} ${advice}`;
  }
  return how === 'pasted' ? DROP_WORDS.clipboardRemains : DROP_WORDS.textRemains;
}
