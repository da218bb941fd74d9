import { type FocusEvent, useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { failedField, fieldFailureWords } from './failed-field.ts';
import type { ProblemOf } from './field-problem.ts';
import { goesToPressedButton } from './goes-to-pressed-button.ts';

/** A text of a form. What is wrong with it is said once the user has left it, or wants to go on. */
export interface Field {
  readonly value: string;
  readonly isChanged: boolean;
  /** True when it may be sent; from then on a problem is shown. */
  check(): boolean;
  set(value: string): void;
  /** What a `TextField` takes. */
  readonly props: {
    readonly value: string;
    readonly problem: string | null;
    onChange(value: string): void;
    onBlur(event: FocusEvent): void;
  };
}

/** `name` is what the contract calls it, so that a failure about it is shown here. */
export function useField(
  name: string,
  options: {
    readonly initial?: string;
    readonly problemOf: ProblemOf;
    readonly failure: Failure | null;
  },
): Field {
  const [value, setValue] = useState(options.initial ?? '');
  const [isChanged, setChanged] = useState(false);
  const [isTouched, setTouched] = useState(false);
  // A failure stands beside the value it was about, and goes when that changes.
  const [staleFailure, setStaleFailure] = useState<Failure | null>(null);
  const { failure } = options;
  const text = value.trim();
  const own = isTouched ? options.problemOf(text) : null;
  const theirs =
    failure !== null && failure !== staleFailure && failedField(failure) === name
      ? fieldFailureWords(failure)
      : null;
  const change = (next: string) => {
    setValue(next);
    setChanged(true);
    setStaleFailure(failure);
  };
  return {
    value: text,
    isChanged,
    check() {
      setTouched(true);
      return options.problemOf(text) === null;
    },
    set(next) {
      setValue(next);
      setStaleFailure(failure);
    },
    props: {
      value,
      problem: own ?? theirs,
      onChange: change,
      onBlur: (event) => text !== '' && !goesToPressedButton(event) && setTouched(true),
    },
  };
}
