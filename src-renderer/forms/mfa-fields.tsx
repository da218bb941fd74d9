import type { Failure } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import { RadioCards } from '../components/radio-cards.tsx';
import { SecretField } from '../components/secret-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { FORM_WORDS } from '../words/forms.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { useState } from 'react';
import { given } from './given.ts';
import classes from './form.module.css';
import { RULES } from './rules.ts';
import { useField, type Field } from './use-field.ts';
import { useSecretText, type SecretText } from './use-secret-text.ts';

export type MfaChoice = 'none' | 'seed' | 'typed';

/** The MFA part of a new identity. */
export interface MfaFieldsState {
  readonly choice: MfaChoice;
  setChoice(choice: MfaChoice): void;
  readonly seed: SecretText;
  readonly serial: Field;
  check(): boolean;
  /** What the contract takes of it. */
  read(): { readonly mfaSerial?: string; readonly mfaSeed?: string };
}

export function useMfaFields(
  failure: Failure | null,
  initial: { readonly serial?: string | undefined; readonly seed?: Secret | undefined } = {},
): MfaFieldsState {
  const initialSerial = initial.serial ?? '';
  const [choice, setChoice] = useState<MfaChoice>(
    initial.seed !== undefined ? 'seed' : initialSerial === '' ? 'none' : 'typed',
  );
  const seed = useSecretText('mfaSeed', {
    problemOf: RULES.secret,
    failure,
    initial: initial.seed,
  });
  const serial = useField('mfaSerial', {
    initial: initialSerial,
    problemOf: choice === 'typed' ? RULES.mfaSerial : RULES.optionalSerial,
    failure,
  });
  return {
    choice,
    setChoice,
    seed,
    serial,
    check() {
      if (choice === 'none') return true;
      const isSerialRight = serial.check();
      return choice === 'typed' ? isSerialRight : seed.check() && isSerialRight;
    },
    read() {
      if (choice === 'none') return {};
      return {
        ...given('mfaSerial', serial.value),
        ...(choice === 'seed' ? { mfaSeed: seed.read() } : {}),
      };
    },
  };
}

export function MfaFields({ state }: { readonly state: MfaFieldsState }) {
  const { choice, setChoice, seed, serial } = state;
  return (
    <>
      <RadioCards<MfaChoice>
        label={FORM_WORDS.mfaTitle}
        value={choice}
        onChange={setChoice}
        cards={[
          { id: 'seed', label: FORM_WORDS.mfaSeed, note: FORM_WORDS.mfaSeedNote },
          { id: 'typed', label: FORM_WORDS.mfaTyped, note: FORM_WORDS.mfaTypedNote },
          { id: 'none', label: FORM_WORDS.mfaNone, note: FORM_WORDS.mfaNoneNote },
        ]}
      />
      {choice === 'none' ? null : (
        <div className={classes.nested}>
          {choice === 'seed' ? (
            <SecretField
              label={MFA_WORDS.seed}
              hint={`${MFA_WORDS.seedHint} ${MFA_WORDS.seedCostTitle}. ${MFA_WORDS.seedCost}`}
              {...seed.props}
            />
          ) : null}
          <TextField
            label={MFA_WORDS.serial}
            isMono
            isOptional={choice === 'seed'}
            hint={choice === 'seed' ? MFA_WORDS.serialHint : MFA_WORDS.serialHintWithoutSeed}
            {...serial.props}
          />
        </div>
      )}
    </>
  );
}
