import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { Failure } from '#shared/errors.ts';
import { CodeField } from '../components/code-field.tsx';
import { failedField, fieldFailureWords } from '../forms/failed-field.ts';
import { FormFrame } from '../forms/form-frame.tsx';
import { APP_WORDS } from '../words/app.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { ROTATION_WORDS } from '../words/rotation.ts';

const FIELD = 'mfaCode';

/** Asks for the code that only the user's own device can make. */
export function CodeStep(props: {
  readonly serial: string;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  onCode(code: string): void;
  onCancel(): void;
}) {
  const { failure } = props;
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const refused =
    failure !== null && failedField(failure) === FIELD ? fieldFailureWords(failure) : null;

  function submit(): void {
    if (code.length !== 6) {
      setProblem(NEED_WORDS.codeProblem);
      return;
    }
    // AWS takes a code once: whatever comes of it, this one is spent.
    setCode('');
    props.onCode(code);
  }

  return (
    <FormFrame
      submitLabel={ROTATION_WORDS.codeDo}
      cancelLabel={APP_WORDS.close}
      isBusy={props.isBusy}
      failure={failure}
      fields={[FIELD]}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <p>{ROTATION_WORDS.codeText}</p>
      <CodeField
        label={ROTATION_WORDS.code(deviceName(props.serial))}
        hint={NEED_WORDS.codeHint}
        problem={problem ?? refused}
        value={code}
        onChange={(digits) => {
          setCode(digits);
          setProblem(null);
        }}
        autoFocus
      />
    </FormFrame>
  );
}
