import { deviceName } from '#shared/arn.ts';
import type { Failure } from '#shared/errors.ts';
import { CodeField } from '../components/code-field.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import { CODE_FIELD, useCode } from '../forms/use-code.ts';
import { APP_WORDS } from '../words/app.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { ROTATION_WORDS } from '../words/rotation.ts';

/** Asks for the code that only the user's own device can make. */
export function CodeStep(props: {
  readonly serial: string;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  onCode(code: string): void;
  onCancel(): void;
}) {
  const { failure } = props;
  const code = useCode(failure);

  function submit(): void {
    const digits = code.take();
    if (digits !== null) props.onCode(digits);
  }

  return (
    <FormFrame
      submitLabel={ROTATION_WORDS.codeDo}
      cancelLabel={APP_WORDS.close}
      isBusy={props.isBusy}
      failure={failure}
      fields={[CODE_FIELD]}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <p>{ROTATION_WORDS.codeText}</p>
      <CodeField
        label={ROTATION_WORDS.code(deviceName(props.serial))}
        hint={NEED_WORDS.codeHint}
        {...code.props}
        autoFocus
      />
    </FormFrame>
  );
}
