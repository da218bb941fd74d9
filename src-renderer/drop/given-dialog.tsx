import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { AddMfaForm } from '../dialogs/mfa-dialogs.tsx';
import { ReplaceKeyForm } from '../dialogs/replace-key-dialog.tsx';
import { AddIdentityForm } from '../forms/add-identity-form.tsx';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { DROP_WORDS } from '../words/drop.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { REPLACE_KEY_WORDS } from '../words/keys.ts';
import type { Given } from './given.ts';
import { Refused } from './refused.tsx';
import { Remains } from './remains.tsx';
import { UnderstoodStep, type Destination } from './understood-step.tsx';

/**
 * What was given and what it was understood to be, then the form where it belongs, filled in. A secret is in
 * memory for as long as this is open, and nowhere else. `onNew` hears of a new identity where the page has a
 * way of its own to add one.
 */
export function GivenDialog(props: {
  readonly given: Given;
  onNew?(given: Given): void;
  onClose(): void;
}) {
  const { given, onClose } = props;
  const { what } = given;
  const [step, setStep] = useState<Step>({ step: 'understood' });
  const goOn = (destination: Destination) =>
    destination.to === 'new' && props.onNew !== undefined
      ? props.onNew(given)
      : setStep({ step: 'form', destination });
  return (
    <Dialog title={titleOf(step, given)} closeLabel={APP_WORDS.close} onClose={onClose}>
      {what.kind !== 'key' && what.kind !== 'seed' ? (
        <Refused what={what} onClose={onClose} />
      ) : step.step === 'understood' ? (
        <UnderstoodStep given={given} what={what} onCancel={onClose} onGoOn={goOn} />
      ) : step.step === 'form' ? (
        <DestinationForm
          given={given}
          destination={step.destination}
          onBack={() => setStep({ step: 'understood' })}
          onDone={(name) =>
            given.fileName === null ? onClose() : setStep({ step: 'left-behind', name })
          }
        />
      ) : (
        <LeftBehind name={step.name} given={given} onClose={onClose} />
      )}
    </Dialog>
  );
}

type Step =
  | { readonly step: 'understood' }
  | { readonly step: 'form'; readonly destination: Destination }
  /** The file that it came in is still there. */
  | { readonly step: 'left-behind'; readonly name: string };

function titleOf(step: Step, given: Given): string {
  switch (step.step) {
    case 'understood':
      return DROP_WORDS.title(given);
    case 'form': {
      const { destination } = step;
      if (destination.to === 'new') return FORM_WORDS.identityTitle;
      return given.what.kind === 'seed'
        ? MFA_WORDS.addTitle(destination.identity)
        : REPLACE_KEY_WORDS.title(destination.identity);
    }
    case 'left-behind':
      return DROP_WORDS.leftTitle;
  }
}

function DestinationForm(props: {
  readonly given: Given;
  readonly destination: Destination;
  onBack(): void;
  onDone(name: string): void;
}) {
  const { given, destination, onBack } = props;
  const { screen } = useWorld();
  const { what } = given;
  const name = destination.to === 'new' ? '' : destination.identity;
  const identity = useSnapshot(
    ({ identities }) => identities.find((other) => other.name === name) ?? null,
  );
  const done = () => props.onDone(name);
  const cancel = { cancelLabel: DROP_WORDS.back, onCancel: onBack };
  if (destination.to === 'new')
    return (
      <AddIdentityForm
        {...cancel}
        given={given}
        onDone={(added) => {
          screen.setState({ view: 'switch', selected: added, filter: '' });
          props.onDone(added);
        }}
      />
    );
  // It may have been removed meanwhile, by another window.
  if (identity === null) return null;
  return what.kind === 'seed' ? (
    <AddMfaForm {...cancel} identity={name} serial={null} seed={what.seed.seed} onDone={done} />
  ) : (
    <ReplaceKeyForm {...cancel} identity={identity} given={given} onDone={done} />
  );
}

function LeftBehind(props: { readonly name: string; readonly given: Given; onClose(): void }) {
  const { kind } = props.given.what;
  return (
    <>
      <DialogBody>
        <p>{kind === 'seed' ? DROP_WORDS.seedIsIn(props.name) : DROP_WORDS.keyIsIn(props.name)}</p>
        <Remains given={props.given} isAtEnd />
      </DialogBody>
      <DialogFoot>
        <Button tone="primary" autoFocus onPress={props.onClose}>
          {DROP_WORDS.done}
        </Button>
      </DialogFoot>
    </>
  );
}
