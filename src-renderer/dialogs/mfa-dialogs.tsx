import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { Secret } from '#shared/secret.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { Notice } from '../components/notice.tsx';
import { SecretField } from '../components/secret-field.tsx';
import { TextField } from '../components/text-field.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { given } from '../forms/given.ts';
import { RULES } from '../forms/rules.ts';
import { useField } from '../forms/use-field.ts';
import { SeedPicture } from '../forms/seed-picture.tsx';
import { useSecretText } from '../forms/use-secret-text.ts';
import { useCopyText } from '../state/use-copy-text.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

const FIELDS = ['mfaSeed', 'mfaSerial'];

/** The MFA device of an identity: its seed, its serial number, or both. */
export function AddMfaDialog(props: {
  readonly identity: string;
  readonly serial: string | null;
  onClose(): void;
}) {
  const { onClose, ...form } = props;
  return (
    <Dialog
      title={MFA_WORDS.addTitle(props.identity)}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <AddMfaForm {...form} onCancel={onClose} onDone={onClose} />
    </Dialog>
  );
}

export function AddMfaForm(props: {
  readonly identity: string;
  readonly serial: string | null;
  readonly cancelLabel?: string;
  /** The seed that it is filled in with. */
  readonly seed?: Secret;
  onCancel(): void;
  onDone(): void;
}) {
  const { api, toasts } = useWorld();
  const copyText = useCopyText();
  const commandLine = MFA_WORDS.commandLine(props.identity);
  const [isEmpty, setEmpty] = useState(false);
  const task = useTask(async () => {
    await api.mfa.add({
      identity: props.identity,
      ...given('serial', serial.value),
      ...given('seed', seed.read()),
    });
    seed.forget();
    toasts.show(FORM_WORDS.saved(props.identity));
    props.onDone();
  });
  const { failure } = task;
  const seed = useSecretText('mfaSeed', {
    initial: props.seed,
    problemOf: RULES.anything,
    failure,
  });
  const serial = useField('mfaSerial', {
    initial: props.serial ?? '',
    problemOf: RULES.optionalSerial,
    failure,
  });

  function submit(): void {
    const isNeither = seed.read() === '' && serial.value === '';
    setEmpty(isNeither);
    if (!isNeither && serial.check()) void task.run();
  }

  return (
    <FormFrame
      submitLabel={MFA_WORDS.save}
      {...(props.cancelLabel === undefined ? {} : { cancelLabel: props.cancelLabel })}
      isBusy={task.running}
      failure={failure}
      fields={FIELDS}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <SeedPicture onSeed={seed.set}>
        <SecretField
          label={MFA_WORDS.seed}
          hint={MFA_WORDS.seedHint}
          isOptional
          autoFocus
          {...seed.props}
        />
      </SeedPicture>
      <TextField
        label={MFA_WORDS.serial}
        hint={MFA_WORDS.serialHint}
        isMono
        isOptional
        {...serial.props}
      />
      <Disclosure title={MFA_WORDS.commandTitle}>
        <div className={classes.stack}>
          <p>{MFA_WORDS.commandText}</p>
          <code>{commandLine}</code>
          <Button size="s" icon="copy" onPress={() => copyText(commandLine)}>
            {MFA_WORDS.commandCopy}
          </Button>
        </div>
      </Disclosure>
      {isEmpty ? <Notice tone="warn" title={MFA_WORDS.neither} isAlert /> : null}
      <Notice tone="info" title={MFA_WORDS.seedCostTitle}>
        {MFA_WORDS.seedCost}
      </Notice>
    </FormFrame>
  );
}

export function ForgetMfaDialog(props: { readonly identity: string; onClose(): void }) {
  const { api, toasts } = useWorld();
  const serial = useSnapshot(
    ({ identities }) => identities.find(({ name }) => name === props.identity)?.mfaSerial ?? '',
  );
  const task = useTask(async () => {
    await api.mfa.forget({ identity: props.identity });
    toasts.show(MFA_WORDS.forgotten(deviceName(serial)));
    props.onClose();
  });
  return (
    <ConfirmDialog
      title={MFA_WORDS.forgetTitle}
      doLabel={MFA_WORDS.forgetDo}
      task={task}
      onDo={() => void task.run()}
      onClose={props.onClose}
    >
      <p>{MFA_WORDS.forgetText(deviceName(serial), props.identity)}</p>
    </ConfirmDialog>
  );
}
