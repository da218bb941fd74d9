import { useRef, useState } from 'react';
import type { ImportChoice, ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PutBack } from '../dialogs/put-back.tsx';
import { useSnapshot } from '../state/world.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { ChooseStep } from './choose-step.tsx';
import { chosenProfiles } from './chosen-targets.ts';
import { ResultStep } from './result-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { usePlan } from './use-plan.ts';

/** What decides which targets there are to choose from. */
export interface Scope {
  /** Counts the CSV files that were chosen; 0 stands for the AWS files. */
  readonly csv: number;
  readonly endpoint: string;
  readonly allowRoot: boolean;
  readonly allowUnproven: boolean;
}

type Step =
  | { readonly step: 'choose' | 'review' | 'undone' }
  | { readonly step: 'result'; readonly done: Done }
  | { readonly step: 'undo'; readonly done: Done; readonly backup: string };

interface Done {
  readonly plan: ImportPlan;
  readonly outcome: ImportOutcome;
}

/** Locks plaintext keys away and takes role profiles over: what, the exact change, what came of it. */
export function TakeOver(props: {
  readonly cancelLabel?: string;
  onCancel(): void;
  /** With the target that is best shown next. */
  onDone(name: string | null): void;
}) {
  const firstEndpoint = useSnapshot(({ endpoints }) => endpoints[0]?.name ?? '');
  const [step, setStep] = useState<Step>({ step: 'choose' });
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [first, setFirst] = useState<string | null>(null);
  const [scope, setScope] = useState<Scope>({
    csv: 0,
    endpoint: firstEndpoint,
    allowRoot: false,
    allowUnproven: false,
  });
  // It holds a secret, so it is no part of React's state.
  const csvText = useRef('');
  const { csv, endpoint, allowRoot, allowUnproven } = scope;
  const choice = (profiles: string[] | undefined): ImportChoice => ({
    ...(endpoint === '' ? {} : { endpoint }),
    allowRoot,
    allowUnproven,
    ...(profiles === undefined ? {} : { profiles }),
    ...(csv === 0 ? {} : { csv: csvText.current }),
  });
  const everything = usePlan(() => choice(undefined), { key: JSON.stringify(scope) });

  switch (step.step) {
    case 'choose':
      return (
        <ChooseStep
          reading={everything}
          scope={scope}
          leftOut={leftOut}
          cancelLabel={props.cancelLabel ?? FORM_WORDS.cancel}
          onScope={(change) => {
            setScope({ ...scope, ...change });
            if (change.csv !== undefined) setLeftOut(new Set());
          }}
          onCsv={(text) => {
            csvText.current = text;
            setScope({ ...scope, csv: csv + 1 });
            setLeftOut(new Set());
          }}
          onLeaveOut={setLeftOut}
          onCancel={props.onCancel}
          onNext={() => setStep({ step: 'review' })}
        />
      );
    case 'review': {
      const { value } = everything;
      if (value === null) return null;
      const profiles = csv === 0 ? chosenProfiles(value, leftOut) : undefined;
      return (
        <ReviewStep
          everything={value}
          profiles={profiles}
          choiceOf={choice}
          onBack={() => setStep({ step: 'choose' })}
          onLookAgain={() => {
            everything.again();
            setStep({ step: 'choose' });
          }}
          onApplied={(plan, outcome) => {
            csvText.current = '';
            setFirst((plan.identities[0] ?? plan.roles[0])?.name ?? null);
            setStep({ step: 'result', done: { plan, outcome } });
          }}
        />
      );
    }
    case 'result':
      return (
        <ResultStep
          {...step.done}
          onUndo={(backup) => setStep({ step: 'undo', done: step.done, backup })}
          onDone={props.onDone}
        />
      );
    case 'undo':
      return (
        <PutBack
          backup={step.backup}
          onCancel={() => setStep({ step: 'result', done: step.done })}
          onDone={() => setStep({ step: 'undone' })}
        />
      );
    case 'undone':
      return (
        <>
          <DialogBody>
            <EmptyState
              icon="undo"
              title={TAKE_OVER_WORDS.undone}
              text={TAKE_OVER_WORDS.undoneText}
            />
          </DialogBody>
          <DialogFoot>
            <Button tone="primary" onPress={() => props.onDone(first)}>
              {TAKE_OVER_WORDS.done}
            </Button>
          </DialogFoot>
        </>
      );
  }
}
