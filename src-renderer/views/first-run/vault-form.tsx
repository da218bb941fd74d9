import { useState } from 'react';
import type { VaultKind } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { knownFailure } from '#renderer/api/known-failure.ts';
import { RadioCards } from '#renderer/components/radio-cards.tsx';
import { SecretField } from '#renderer/components/secret-field.tsx';
import { StrengthMeter } from '#renderer/components/strength-meter.tsx';
import { FormFrame } from '#renderer/forms/form-frame.tsx';
import classes from '#renderer/forms/form.module.css';
import { RULES } from '#renderer/forms/rules.ts';
import { useSecretText } from '#renderer/forms/use-secret-text.ts';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useSnapshot } from '#renderer/state/world.ts';
import { FIRST_RUN_WORDS } from '#renderer/words/first-run.ts';
import { PASSPHRASE_MIN_LENGTH, passphraseStrength } from './passphrase-strength.ts';

/** Where secrets will rest: chosen once, before there is a secret. */
export function VaultForm(props: { onBack(): void; onDone(): void }) {
  const api = useApi();
  const keychainFailure = useSnapshot(({ vault }) => vault.failure);
  const [kind, setKind] = useState<VaultKind>(keychainFailure === null ? 'keychain' : 'file');
  const [strength, setStrength] = useState<0 | 1 | 2 | 3 | 4>(0);
  const task = useTask(async () => {
    await api.vault.create(kind === 'file' ? { kind, passphrase: passphrase.read() } : { kind });
    passphrase.forget();
    again.forget();
    props.onDone();
  });
  const passphrase = useSecretText('passphrase', { problemOf: tooShort, failure: null });
  const again = useSecretText('again', {
    problemOf: (text) =>
      RULES.secret(text) ?? (text === passphrase.read() ? null : FIRST_RUN_WORDS.passphraseDiffers),
    failure: null,
  });

  function submit(): void {
    if (kind === 'keychain' || [passphrase.check(), again.check()].every(Boolean)) void task.run();
  }

  return (
    <FormFrame
      submitLabel={FIRST_RUN_WORDS.vaultDo}
      cancelLabel={FIRST_RUN_WORDS.back}
      isBusy={task.running}
      failure={task.failure}
      onSubmit={submit}
      onCancel={props.onBack}
    >
      <p className={classes.lead}>{FIRST_RUN_WORDS.vaultLead}</p>
      <RadioCards<VaultKind>
        label={FIRST_RUN_WORDS.vaultLabel}
        value={kind}
        onChange={setKind}
        cards={[
          {
            id: 'keychain',
            label: FIRST_RUN_WORDS.vaultKeychain,
            note:
              keychainFailure === null
                ? FIRST_RUN_WORDS.vaultKeychainNote
                : failureNote(keychainFailure),
            isDisabled: keychainFailure !== null,
          },
          { id: 'file', label: FIRST_RUN_WORDS.vaultFile, note: FIRST_RUN_WORDS.vaultFileNote },
        ]}
      />
      {kind === 'file' ? (
        <div className={classes.nested}>
          <SecretField
            label={FIRST_RUN_WORDS.passphrase}
            hint={FIRST_RUN_WORDS.passphraseHint}
            {...passphrase.props}
            onChange={() => {
              passphrase.props.onChange();
              setStrength(passphraseStrength(passphrase.read()));
            }}
          />
          <StrengthMeter
            label={FIRST_RUN_WORDS.strength}
            value={strength}
            words={FIRST_RUN_WORDS.strengths[strength] ?? ''}
          />
          <SecretField label={FIRST_RUN_WORDS.passphraseAgain} {...again.props} />
        </div>
      ) : null}
    </FormFrame>
  );
}

function tooShort(text: string): string | null {
  return text.length < PASSPHRASE_MIN_LENGTH
    ? FIRST_RUN_WORDS.passphraseShort(PASSPHRASE_MIN_LENGTH)
    : null;
}

function failureNote(failure: Parameters<typeof knownFailure>[0]): string {
  const { title, explanation } = wordsOf(knownFailure(failure));
  return `${title}. ${explanation}`;
}
