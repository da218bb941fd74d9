import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { FORM_WORDS } from '../words/forms.ts';
import { failedField } from './failed-field.ts';

/**
 * A form: its fields, what went wrong with the whole of it, and its two buttons. Whoever sends it with a field
 * that cannot be so finds herself in that field.
 */
export function FormFrame(props: {
  readonly submitLabel: string;
  readonly cancelLabel?: string;
  readonly tone?: 'primary' | 'danger';
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** The names of the fields that show a failure themselves. */
  readonly fields?: readonly string[];
  /** What may be done about the failure besides correcting the form. */
  readonly failureActions?: ReactNode;
  onSubmit(): void;
  onCancel(): void;
  readonly children: ReactNode;
}) {
  const { failure } = props;
  const field = failedField(failure);
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const isOfField = field !== null && (props.fields ?? []).includes(field);
  function submit(event: FormEvent): void {
    event.preventDefault();
    // Of two nested forms (an endpoint being added) only the inner one is meant.
    event.stopPropagation();
    props.onSubmit();
    setTries(tries + 1);
  }
  useEffect(() => {
    if (tries > 0) focusProblem(form.current);
  }, [tries]);
  useEffect(() => {
    if (failure !== null) focusProblem(form.current);
  }, [failure]);
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <DialogBody>
        {props.children}
        {failure === null || isOfField ? null : (
          <FailureNotice failure={failure} actions={props.failureActions} />
        )}
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onCancel}>{props.cancelLabel ?? FORM_WORDS.cancel}</Button>
        <Button type="submit" tone={props.tone ?? 'primary'} isBusy={props.isBusy}>
          {props.submitLabel}
        </Button>
      </DialogFoot>
    </form>
  );
}

function focusProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
