import { type RefObject, useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { useSecret } from '../components/secret-field.tsx';
import { failedField, fieldFailureWords } from './failed-field.ts';
import type { ProblemOf } from './field-problem.ts';

/** A secret of a form: like `useField`, but its value is never in React's state. */
export interface SecretText {
  read(): string;
  forget(): void;
  /** As if it had been typed. */
  set(text: string): void;
  check(): boolean;
  readonly props: {
    readonly inputRef: RefObject<HTMLInputElement | null>;
    readonly problem: string | null;
    onChange(): void;
  };
}

export function useSecretText(
  name: string,
  options: { readonly problemOf: ProblemOf; readonly failure: Failure | null },
): SecretText {
  const secret = useSecret();
  const [problem, setProblem] = useState<string | null>(null);
  const [staleFailure, setStaleFailure] = useState<Failure | null>(null);
  const { failure } = options;
  const theirs =
    failure !== null && failure !== staleFailure && failedField(failure) === name
      ? fieldFailureWords(failure)
      : null;
  const read = () => secret.read().trim();
  const settle = () => {
    setProblem(null);
    setStaleFailure(failure);
  };
  return {
    read,
    forget: secret.forget,
    set(text) {
      secret.set(text);
      settle();
    },
    check() {
      const found = options.problemOf(read());
      setProblem(found);
      return found === null;
    },
    props: {
      inputRef: secret.ref,
      problem: problem ?? theirs,
      onChange: settle,
    },
  };
}
