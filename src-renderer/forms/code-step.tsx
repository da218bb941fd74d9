import type { FormEvent } from 'react';
import { deviceName } from '#shared/arn.ts';
import { Button } from '../components/button.tsx';
import { CodeField } from '../components/code-field.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { NEED_WORDS } from '../words/needs.ts';
import { CHANGE_KEY_WORDS } from '../words/keys.ts';
import { APP_WORDS } from '../words/app.ts';
import { failedField } from './failed-field.ts';
import { CODE_FIELD, useCode } from './use-code.ts';
import classes from './form.module.css';
import type { OfAccount } from './use-of-account.ts';

/** Asks for the code without which AWS tells nothing. */
export function CodeStep(props: {
  readonly of: Pick<OfAccount<unknown>, 'failure' | 'isBusy' | 'read'>;
  readonly serial: string;
}) {
  const { failure, isBusy, read } = props.of;
  const code = useCode(failure);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const mfaCode = code.take();
    if (mfaCode !== null) void read(mfaCode);
  }
  return (
    <form className={classes.stack} onSubmit={submit}>
      <CodeField
        label={CHANGE_KEY_WORDS.code(deviceName(props.serial))}
        hint={NEED_WORDS.codeHint}
        {...code.props}
        autoFocus
      />
      {failure === null || failedField(failure) === CODE_FIELD ? null : (
        <FailureNotice failure={failure} />
      )}
      <div>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          {APP_WORDS.goOn}
        </Button>
      </div>
    </form>
  );
}
