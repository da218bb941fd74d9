import type { Identity } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { SecretField } from '../components/secret-field.tsx';
import { TextField } from '../components/text-field.tsx';
import type { Given } from '../drop/given.ts';
import { GivenLine } from '../drop/given-line.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { RULES } from '../forms/rules.ts';
import { useField } from '../forms/use-field.ts';
import { useSecretText } from '../forms/use-secret-text.ts';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { REPLACE_KEY_WORDS } from '../words/keys.ts';

/** Gives an identity another key of its user, where AWS does not take the one it has. */
export function ReplaceKeyDialog(props: { readonly identity: Identity; onClose(): void }) {
  return (
    <Dialog
      title={REPLACE_KEY_WORDS.title(props.identity.name)}
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <ReplaceKeyForm identity={props.identity} onCancel={props.onClose} onDone={props.onClose} />
    </Dialog>
  );
}

export function ReplaceKeyForm(props: {
  readonly identity: Identity;
  readonly cancelLabel?: string;
  /** The key that it is filled in with. */
  readonly given?: Given;
  onCancel(): void;
  onDone(): void;
}) {
  const { name, userName } = props.identity;
  const what = props.given?.what;
  const key = what?.kind === 'key' ? what.key : null;
  const { api, toasts } = useWorld();
  const task = useTask(async () => {
    const { leftSessions } = await api.identities.replaceKey({
      name,
      accessKeyId: keyId.value,
      secretAccessKey: secret.read(),
    });
    secret.forget();
    toasts.show(REPLACE_KEY_WORDS.done(name));
    if (leftSessions.length > 0) toasts.show(REPLACE_KEY_WORDS.left(leftSessions));
    props.onDone();
  });
  const { failure } = task;
  const keyId = useField('accessKeyId', {
    initial: key?.accessKeyId ?? '',
    problemOf: RULES.accessKeyId,
    failure,
  });
  const secret = useSecretText('secretAccessKey', {
    initial: key?.secretAccessKey,
    problemOf: RULES.secret,
    failure,
  });
  return (
    <FormFrame
      submitLabel={REPLACE_KEY_WORDS.submit}
      {...(props.cancelLabel === undefined ? {} : { cancelLabel: props.cancelLabel })}
      isBusy={task.running}
      failure={failure}
      fields={['accessKeyId', 'secretAccessKey']}
      onSubmit={() => {
        const checks = [keyId.check(), secret.check()];
        if (checks.every(Boolean)) void task.run();
      }}
      onCancel={props.onCancel}
    >
      <p className={classes.lead}>{REPLACE_KEY_WORDS.lead(userName)}</p>
      <GivenLine
        initial={props.given}
        onKey={({ accessKeyId, secretAccessKey }) => {
          keyId.set(accessKeyId);
          secret.set(secretAccessKey.reveal());
        }}
      />
      <div className={classes.pair}>
        <TextField
          label={FORM_WORDS.accessKeyId}
          placeholder="AKIA…"
          isMono
          autoFocus
          {...keyId.props}
        />
        <SecretField label={FORM_WORDS.secret} {...secret.props} />
      </div>
    </FormFrame>
  );
}
