import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import { useSecret } from '../components/secret-field.tsx';
import { failedField, fieldFailureWords } from './failed-field.ts';
import type { ProblemOf } from './field-problem.ts';

/** A secret of a form: like `useField`, but its value is never in React's state. */
export interface SecretText {
  read(): string;
  forget(): void;
  /** As if it had been typed; a field that is not on the page gets it when it is. */
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
  options: {
    readonly problemOf: ProblemOf;
    readonly failure: Failure | null;
    /** What is in the field when it appears. */
    readonly initial?: Secret | undefined;
  },
): SecretText {
  const secret = useSecret();
  // For a field that is not there yet.
  const waiting = useRef(options.initial);
  useEffect(() => {
    if (waiting.current === undefined || secret.ref.current === null) return;
    secret.set(waiting.current.reveal());
    waiting.current = undefined;
  });
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
    forget() {
      secret.forget();
      waiting.current = undefined;
    },
    set(text) {
      if (secret.ref.current === null) waiting.current = secretOf(text);
      else secret.set(text);
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
