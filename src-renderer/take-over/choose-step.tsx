import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { chosenTargets } from './chosen-targets.ts';
import { PlanToChooseFrom } from './plan-to-choose-from.tsx';
import type { Scope } from './take-over.tsx';
import { TakingOver } from './taking-over.tsx';
import type { PlanReading } from './use-plan.ts';
import classes from './take-over.module.css';

/** What there is, and what of it is taken. */
export function ChooseStep(props: {
  readonly reading: PlanReading;
  readonly scope: Scope;
  readonly leftOut: ReadonlySet<string>;
  readonly cancelLabel: string;
  onScope(change: Partial<Scope>): void;
  onCsv(text: string): void;
  onLeaveOut(leftOut: ReadonlySet<string>): void;
  onCancel(): void;
  onNext(): void;
}) {
  const { reading, scope } = props;
  const { value: plan, failure, isReading, progress } = reading;
  const isCsv = scope.csv > 0;
  const chosen = plan === null ? 0 : chosenTargets(plan, props.leftOut).size;
  const isAnything = plan !== null && plan.identities.length + plan.roles.length > 0;
  // What was found in another file says nothing about this one.
  const isShown = plan !== null && failure === null;
  return (
    <>
      <DialogBody>
        <p className={classes.lead}>{isCsv ? TAKE_OVER_WORDS.csvLead : TAKE_OVER_WORDS.lead}</p>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {isShown ? (
          <>
            {isAnything || isReading ? null : (
              <EmptyState
                icon="files"
                title={TAKE_OVER_WORDS.nothing}
                text={isCsv ? TAKE_OVER_WORDS.csvNothingText : TAKE_OVER_WORDS.nothingText}
              />
            )}
            <PlanToChooseFrom
              plan={plan}
              scope={scope}
              isBusy={isReading}
              leftOut={props.leftOut}
              onScope={props.onScope}
              onLeaveOut={props.onLeaveOut}
            />
          </>
        ) : isReading ? (
          <SkeletonRows count={4} label={TAKE_OVER_WORDS.reading} />
        ) : null}
        {progress === null ? null : <TakingOver progress={progress} onStop={null} />}
        <Source isCsv={isCsv} onCsv={props.onCsv} onFiles={() => props.onScope({ csv: 0 })} />
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onCancel}>{props.cancelLabel}</Button>
        {isShown && isAnything ? null : (
          <Button isBusy={isReading} onPress={reading.again}>
            {TAKE_OVER_WORDS.again}
          </Button>
        )}
        {isShown && isAnything ? (
          <Button
            tone="primary"
            isDisabled={chosen === 0}
            isBusy={isReading}
            onPress={() => isReading || props.onNext()}
          >
            {TAKE_OVER_WORDS.next}
          </Button>
        ) : null}
      </DialogFoot>
    </>
  );
}

const CSV_MAX_BYTES = 64 * 1024;

/** From where: the AWS files, or the file that the console gave. */
function Source(props: { readonly isCsv: boolean; onCsv(text: string): void; onFiles(): void }) {
  const [problem, setProblem] = useState<string | null>(null);
  async function read(file: File | undefined): Promise<void> {
    setProblem(null);
    if (file === undefined) return;
    if (file.size > CSV_MAX_BYTES) {
      setProblem(TAKE_OVER_WORDS.csvTooLong);
      return;
    }
    await file.text().then(props.onCsv, () => setProblem(TAKE_OVER_WORDS.csvUnreadable));
  }
  return (
    <div className={classes.source}>
      {problem === null ? null : <Notice tone="danger" title={problem} isAlert />}
      <div className={classes.sourceButtons}>
        {props.isCsv ? (
          <Button tone="plain" size="s" onPress={props.onFiles}>
            {TAKE_OVER_WORDS.filesInstead}
          </Button>
        ) : null}
        <FileTrigger
          acceptedFileTypes={['.csv', 'text/csv']}
          onSelect={(files) => void read(files?.[0])}
        >
          <Button tone="plain" size="s">
            {props.isCsv ? TAKE_OVER_WORDS.csvOther : TAKE_OVER_WORDS.csvInstead}
          </Button>
        </FileTrigger>
      </div>
    </div>
  );
}
