import { useStore } from 'zustand';
import type { Failure } from '#shared/errors.ts';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { LongWork } from '#renderer/components/long-work.tsx';
import { CodeStep } from '#renderer/forms/code-step.tsx';
import { useOpenDialog, useSnapshot, useWorld } from '#renderer/state/world.ts';
import { REPORT_WORDS } from '#renderer/words/report.ts';
import { remediesOf } from './remedies.ts';

/** How the report comes along that is being made, what it waits for, or why there is none. */
export function ReportProgress() {
  const { reports } = useWorld();
  const stage = useStore(reports.store, (state) => state.stage);
  switch (stage.kind) {
    case 'idle':
      return null;
    case 'making':
      return <Making target={stage.target} waitedSeconds={stage.waitedSeconds} />;
    case 'code-needed':
      return (
        <CodeStep
          key={stage.serial}
          serial={stage.serial}
          failure={stage.failure}
          hint={REPORT_WORDS.codeHint}
          onCode={(mfaCode) => void reports.make(stage.target, mfaCode)}
          onCancel={reports.cancel}
        />
      );
    case 'failed':
      return <NotMade target={stage.target} failure={stage.failure} />;
  }
}

function Making(props: { readonly target: string; readonly waitedSeconds: number | null }) {
  const { reports, toasts } = useWorld();
  const { waitedSeconds } = props;
  return (
    <LongWork
      words={waitedSeconds === null ? REPORT_WORDS.signingIn(props.target) : REPORT_WORDS.making}
      sofar={waitedSeconds === null ? undefined : REPORT_WORDS.seconds(waitedSeconds)}
      text={REPORT_WORDS.makingText}
      cancelLabel={REPORT_WORDS.cancel}
      onCancel={() => {
        reports.cancel();
        toasts.show(REPORT_WORDS.cancelled);
      }}
    />
  );
}

function NotMade(props: { readonly target: string; readonly failure: Failure }) {
  const { target, failure } = props;
  const { reports } = useWorld();
  const openDialog = useOpenDialog();
  const identity = useSnapshot(({ identities }) => identities.find(({ name }) => name === target));
  return (
    <FailureNotice
      failure={failure}
      actions={remediesOf(failure, identity ?? null).map((remedy) => (
        <Button
          key={remedy.words}
          size="s"
          onPress={() =>
            remedy.dialog === null ? void reports.make(target) : openDialog(remedy.dialog)
          }
        >
          {REPORT_WORDS[remedy.words]}
        </Button>
      ))}
    />
  );
}
