import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { asOptions } from './field-words.ts';
import { hintFor, type Invocation } from './hints.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wrap } from './wrap.ts';
import { jsonText } from './json-text.ts';

/** A failure for stderr: what happened, what it means, what mends it; then the command that does, where there is one. */
export function explainFailure(
  failure: Failure,
  invocation: Invocation,
  width: number | null,
): string {
  const { title, explanation, action } = wordsOf(asOptions(failure, invocation.command));
  const sentence = visibleText(`latchkey: ${title}. ${explanation} ${action}`);
  const hint = hintFor(failure, invocation);
  return [wrap(sentence, width, '  '), ...(hint === null ? [] : [`  ${visibleText(hint)}`])].join(
    '\n',
  );
}

/** The same with `--json`: one object, still on stderr, so that stdout holds results only. */
export function failureJson(failure: Failure, invocation: Invocation): string {
  const words = wordsOf(asOptions(failure, invocation.command));
  return jsonText({ error: { ...failure, ...words, hint: hintFor(failure, invocation) } });
}
