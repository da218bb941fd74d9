import { lazy, Suspense, useState } from 'react';
import { Wizard } from '#renderer/components/wizard.tsx';
import type { Given } from '#renderer/drop/given.ts';
import { useReceiver } from '#renderer/drop/receiver.ts';
import { AddIdentityForm } from '#renderer/forms/add-identity-form.tsx';
import { TakeOver } from '#renderer/take-over/take-over.tsx';
import { useSnapshot, useWorld } from '#renderer/state/world.ts';
import { FIRST_RUN_WORDS } from '#renderer/words/first-run.ts';
import { FORM_WORDS } from '#renderer/words/forms.ts';
import { TAKE_OVER_WORDS } from '#renderer/words/take-over.ts';
import { Doors } from './doors.tsx';
import classes from './first-run.module.css';
import { VaultForm } from './vault-form.tsx';

const GivenDialog = lazy(() =>
  import('#renderer/drop/given-dialog.tsx').then((module) => ({ default: module.GivenDialog })),
);

type Goal = 'identity' | 'files';
type Step =
  | { readonly step: 'doors' }
  | {
      readonly step: 'vault' | 'goal';
      readonly goal: Goal;
      /** A key or a seed that the form is to be filled in with; it waits in memory for the vault. */
      readonly given?: Given | undefined;
    };

/**
 * Three doors, and what is behind two of them. Nothing is written before the user says so. `onHold`
 * hears whether something has been begun here, so that the first identity does not end it.
 */
export function FirstRun({ onHold }: { onHold(isHeld: boolean): void }) {
  const { screen } = useWorld();
  const isVaultChosen = useSnapshot(({ vault }) => vault.kind !== null);
  const [step, setStep] = useState<Step>({ step: 'doors' });
  const toDoors = () => {
    onHold(false);
    setStep({ step: 'doors' });
  };
  const begin = (goal: Goal, given?: Given) => {
    onHold(true);
    setStep({ step: isVaultChosen ? 'goal' : 'vault', goal, given });
  };
  const [shown, setShown] = useState<Given | null>(null);
  // Behind a door the form takes it itself.
  useReceiver(step.step === 'goal' || shown !== null ? null : setShown);
  const finish = (name: string | null) => {
    screen.setState({ view: 'switch', selected: name, filter: '' });
    onHold(false);
  };
  return (
    <main className={classes.screen}>
      <StepContent step={step} begin={begin} toDoors={toDoors} setStep={setStep} finish={finish} />
      {shown === null ? null : (
        <Suspense fallback={null}>
          <GivenDialog
            given={shown}
            onNew={(given) => {
              setShown(null);
              begin('identity', given);
            }}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </main>
  );
}

function StepContent(props: {
  readonly step: Step;
  begin(goal: Goal): void;
  toDoors(): void;
  setStep(step: Step): void;
  finish(name: string | null): void;
}) {
  const { step, toDoors } = props;
  const back = { cancelLabel: FIRST_RUN_WORDS.back, onCancel: toDoors, onDone: props.finish };
  switch (step.step) {
    case 'doors':
      return (
        <Doors onIdentity={() => props.begin('identity')} onFiles={() => props.begin('files')} />
      );
    case 'vault':
      return (
        <Wizard
          title={FIRST_RUN_WORDS.vaultTitle}
          stepsLabel={FIRST_RUN_WORDS.stepsLabel}
          steps={stepsTo(step.goal)}
          current={0}
        >
          <VaultForm onBack={toDoors} onDone={() => props.setStep({ ...step, step: 'goal' })} />
        </Wizard>
      );
    case 'goal':
      return (
        <Wizard
          title={step.goal === 'identity' ? FORM_WORDS.identityTitle : TAKE_OVER_WORDS.title}
          stepsLabel={FIRST_RUN_WORDS.stepsLabel}
          steps={stepsTo(step.goal)}
          current={1}
          isWide={step.goal === 'files'}
        >
          {step.goal === 'identity' ? (
            <AddIdentityForm {...back} given={step.given} />
          ) : (
            <TakeOver {...back} />
          )}
        </Wizard>
      );
  }
}

function stepsTo(goal: Goal): readonly string[] {
  return [FIRST_RUN_WORDS.steps.vault, FIRST_RUN_WORDS.steps[goal]];
}
