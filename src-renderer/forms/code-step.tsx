import type { FormEvent } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { Failure } from '#shared/errors.ts';
import { Button } from '../components/button.tsx';
import { CodeField } from '../components/code-field.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { APP_WORDS } from '../words/app.ts';
import { CHANGE_KEY_WORDS } from '../words/keys.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { failedField } from './failed-field.ts';
import { CODE_FIELD, useCode } from './use-code.ts';
import classes from './form.module.css';

/** Asks for the code without which AWS tells nothing. */
export function CodeStep(props: {
  readonly serial: string;
  /** Of the code that was sent last. */
  readonly failure: Failure | null;
  readonly isBusy?: boolean;
  readonly hint?: string;
  onCode(mfaCode: string): void;
  /** Undefined where what is around it has a way out. */
  onCancel?(): void;
}) {
  const { failure, hint = NEED_WORDS.codeHint, isBusy = false, onCancel } = props;
  const code = useCode(failure);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const mfaCode = code.take();
    if (mfaCode !== null) props.onCode(mfaCode);
  }
  return (
    <form className={classes.stack} onSubmit={submit}>
      <CodeField
        label={CHANGE_KEY_WORDS.code(deviceName(props.serial))}
        hint={hint}
        {...code.props}
        autoFocus
      />
      {failure === null || failedField(failure) === CODE_FIELD ? null : (
        <FailureNotice failure={failure} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          {APP_WORDS.goOn}
        </Button>
        {onCancel === undefined ? null : <Button onPress={onCancel}>{APP_WORDS.cancel}</Button>}
      </div>
    </form>
  );
}
