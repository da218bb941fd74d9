import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { PasswordPolicy } from '#shared/contract/account.ts';
import type { Identity } from '#shared/contract/things.ts';
import { rulesOf, unmetRules, type PasswordRule } from '#shared/password-rules.ts';
import { CodeField } from '../components/code-field.tsx';
import { SecretField, useSecret } from '../components/secret-field.tsx';
import { useWorld } from '../state/world.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { CHANGE_KEY_WORDS } from '../words/keys.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { PASSWORD_WORDS } from '../words/own-credentials.ts';
import { FormFrame } from './form-frame.tsx';
import classes from './form.module.css';
import { PasswordRules } from './password-rules.tsx';
import { CODE_FIELD, useCode } from './use-code.ts';
import { useOfAccount } from './use-of-account.ts';

interface Problems {
  readonly oldPassword: string | null;
  readonly newPassword: string | null;
  readonly again: string | null;
}
const NO_PROBLEMS: Problems = { oldPassword: null, newPassword: null, again: null };

/** The passwords stay in their fields: what is known of them here is which rules they keep. */
export function PasswordForm(props: {
  readonly identity: Pick<Identity, 'name' | 'accountAlias'>;
  readonly policy: PasswordPolicy | null;
  onClose(): void;
}) {
  const { policy, onClose } = props;
  const { name, accountAlias } = props.identity;
  const { api, toasts } = useWorld();
  const oldPassword = useSecret();
  const newPassword = useSecret();
  const again = useSecret();
  const rules = rulesOf(policy);
  const [unmet, setUnmet] = useState<readonly PasswordRule[]>(rules);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const change = useOfAccount(
    (mfaCode) =>
      api.account.changePassword({
        identity: name,
        oldPassword: oldPassword.read(),
        newPassword: newPassword.read(),
        mfaCode,
      }),
    () => {
      for (const secret of [oldPassword, newPassword, again]) secret.forget();
      toasts.show(PASSWORD_WORDS.done(name));
      onClose();
    },
  );
  const code = useCode(change.failure);
  const brokenRules = () =>
    newPassword.read() === ''
      ? rules
      : unmetRules(newPassword.read(), policy, { oldPassword: oldPassword.read(), accountAlias });

  function edit(field: keyof Problems): void {
    setUnmet(brokenRules());
    setProblems({ ...problems, [field]: null });
    change.clearFailure();
  }
  function submit(): void {
    const found: Problems = {
      oldPassword: oldPassword.read() === '' ? FORM_WORDS.required : null,
      newPassword:
        newPassword.read() === ''
          ? FORM_WORDS.required
          : brokenRules().length > 0
            ? PASSWORD_WORDS.breaks
            : null,
      again: again.read() === newPassword.read() ? null : PASSWORD_WORDS.differs,
    };
    setProblems(found);
    if (Object.values(found).some((problem) => problem !== null)) return;
    const mfaCode = change.serial === null ? undefined : code.take();
    if (mfaCode !== null) void change.read(mfaCode);
  }
  const field = (key: keyof Problems, { ref }: ReturnType<typeof useSecret>) => ({
    label: PASSWORD_WORDS[key],
    inputRef: ref,
    problem: problems[key],
    onChange: () => edit(key),
  });

  return (
    <FormFrame
      submitLabel={PASSWORD_WORDS.submit}
      isBusy={change.isBusy}
      failure={change.failure}
      fields={change.serial === null ? [] : [CODE_FIELD]}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p className={classes.lead}>{PASSWORD_WORDS.lead}</p>
      <SecretField {...field('oldPassword', oldPassword)} autoFocus />
      <div className={classes.pair}>
        <SecretField {...field('newPassword', newPassword)} />
        <SecretField {...field('again', again)} />
      </div>
      <PasswordRules policy={policy} rules={rules} unmet={unmet} />
      {change.serial === null ? null : (
        <CodeField
          label={CHANGE_KEY_WORDS.code(deviceName(change.serial))}
          hint={NEED_WORDS.codeHint}
          {...code.props}
          autoFocus
        />
      )}
    </FormFrame>
  );
}
