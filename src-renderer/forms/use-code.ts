import { useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { failedField, fieldFailureWords } from './failed-field.ts';

/** What the contract calls a code that a person types. */
export const CODE_FIELD = 'mfaCode';

/** The six digits that a person reads off a device. */
export interface Code {
  /** Takes them out of the field to be sent; null where they are not six, which is said from then on. */
  take(): string | null;
  /** What a `CodeField` takes. */
  readonly props: {
    readonly value: string;
    readonly problem: string | null;
    onChange(digits: string): void;
  };
}

/** A `failure` that is about the code stands beside it until it is another one. */
export function useCode(failure: Failure | null = null): Code {
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [staleFailure, setStaleFailure] = useState<Failure | null>(null);
  const refused =
    failure !== null && failure !== staleFailure && failedField(failure) === CODE_FIELD
      ? fieldFailureWords(failure)
      : null;
  return {
    take() {
      if (value.length !== 6) {
        setProblem(FORM_WORDS.codeProblem);
        return null;
      }
      // AWS takes a code once: whatever comes of it, this one is spent.
      setValue('');
      return value;
    },
    props: {
      value,
      problem: problem ?? refused,
      onChange(digits) {
        setValue(digits);
        setProblem(null);
        setStaleFailure(failure);
      },
    },
  };
}
