import { useState } from 'react';
import type { ImportChoice, ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';
import { importWarningWords, leftWords } from '#shared/words/import.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { DialogBody, DialogFailure, DialogFoot } from '../components/dialog.tsx';
import { Diff } from '../components/diff.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { takeOverDo, TAKE_OVER_WORDS } from '../words/take-over.ts';
import { Remarks } from './remarks.tsx';
import classes from './take-over.module.css';
import { TakingOver } from './taking-over.tsx';
import { useApply } from './use-apply.ts';
import { usePlan } from './use-plan.ts';

/** The exact change of both files, and the button that does it. */
export function ReviewStep(props: {
  readonly everything: ImportPlan;
  /** Undefined for all of them. */
  readonly profiles: string[] | undefined;
  /** The choice as main takes it: it can hold a secret, so it is made only for a call. */
  choiceOf(profiles: string[] | undefined): ImportChoice;
  onBack(): void;
  onLookAgain(): void;
  onApplied(plan: ImportPlan, outcome: ImportOutcome): void;
}) {
  const { everything, profiles } = props;
  const [switchAfterwards, setSwitchAfterwards] = useState(true);
  // Of all of it the plan is known already.
  const isAll = profiles === undefined;
  const reading = usePlan(isAll ? null : () => props.choiceOf(profiles), {
    key: (profiles ?? []).join('\n'),
    known: everything,
  });
  const plan = isAll ? everything : reading.value;
  const apply = useApply(props.onApplied);
  const failure = apply.failure ?? reading.failure;
  const isOutdated = failure?.code === 'import/changed';
  return (
    <>
      <DialogBody>
        {plan === null ? (
          reading.failure === null ? (
            <>
              <SkeletonRows count={4} label={TAKE_OVER_WORDS.readingChanges} />
              {reading.progress === null ? null : (
                <TakingOver progress={reading.progress} onStop={null} />
              )}
            </>
          ) : null
        ) : (
          <>
            <p className={classes.lead}>
              {plan.files.length === 0 ? TAKE_OVER_WORDS.noFiles : TAKE_OVER_WORDS.reviewLead}
            </p>
            {plan.files.map((file) => (
              <Diff key={file.path} diff={file} />
            ))}
            <Remarks
              title={TAKE_OVER_WORDS.warnings}
              items={plan.warnings}
              wordsOf={importWarningWords}
            />
            {isAll ? null : (
              <Remarks title={TAKE_OVER_WORDS.left} items={plan.left} wordsOf={leftWords} />
            )}
            {plan.identities.length === 0 ? null : (
              <Checkbox isSelected={switchAfterwards} onChange={setSwitchAfterwards}>
                {TAKE_OVER_WORDS.switchAfterwards}
              </Checkbox>
            )}
          </>
        )}
      </DialogBody>
      {plan === null || apply.progress === null ? null : (
        <DialogFailure>
          <TakingOver progress={apply.progress} onStop={() => apply.stop(plan)} />
        </DialogFailure>
      )}
      {failure === null ? null : (
        <DialogFailure>
          {failure.code === 'import/stopped' ? (
            <Notice tone="info" title={TAKE_OVER_WORDS.stopped} isAlert />
          ) : (
            <FailureNotice
              failure={failure}
              actions={
                isOutdated ? (
                  <Button size="s" onPress={props.onLookAgain}>
                    {TAKE_OVER_WORDS.again}
                  </Button>
                ) : null
              }
            />
          )}
        </DialogFailure>
      )}
      <DialogFoot>
        <Button isDisabled={apply.running} onPress={props.onBack}>
          {TAKE_OVER_WORDS.back}
        </Button>
        {plan === null ? null : (
          <Button
            tone="primary"
            isBusy={apply.running}
            onPress={() => void apply.run(plan, props.choiceOf(profiles), { switchAfterwards })}
          >
            {takeOverDo(plan)}
          </Button>
        )}
      </DialogFoot>
    </>
  );
}
