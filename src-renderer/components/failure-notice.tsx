import type { ReactNode } from 'react';
import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { Notice } from './notice.tsx';
import { WholeWords } from './whole-words.tsx';

/** A failure where it happened: what, what it means, what mends it. */
export function FailureNotice(props: {
  readonly failure: Failure;
  /** Buttons that do what mends it. */
  readonly actions?: ReactNode;
  readonly isAlert?: boolean;
}) {
  const { title, explanation, action } = wordsOf(props.failure);
  return (
    <Notice tone="danger" title={title} isAlert={props.isAlert ?? true} actions={props.actions}>
      <p>
        <WholeWords>{explanation}</WholeWords>
      </p>
      <p>
        <WholeWords>{action}</WholeWords>
      </p>
    </Notice>
  );
}
