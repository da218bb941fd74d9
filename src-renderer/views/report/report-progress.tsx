import type { FormEvent } from 'react';
import { useStore } from 'zustand';
import { deviceName } from '#shared/arn.ts';
import type { Failure } from '#shared/errors.ts';
import { Button } from '#renderer/components/button.tsx';
import { CodeField } from '#renderer/components/code-field.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { LongWork } from '#renderer/components/long-work.tsx';
import { failedField } from '#renderer/forms/failed-field.ts';
import { CODE_FIELD, useCode } from '#renderer/forms/use-code.ts';
import { useOpenDialog, useSnapshot, useWorld } from '#renderer/state/world.ts';
import { APP_WORDS } from '#renderer/words/app.ts';
import { REPORT_WORDS } from '#renderer/words/report.ts';
import { remediesOf } from './remedies.ts';
import classes from './report-progress.module.css';

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
      return <CodeStep key={stage.serial} {...stage} />;
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

function CodeStep(props: {
  readonly target: string;
  readonly serial: string;
  readonly failure: Failure | null;
}) {
  const { target, serial, failure } = props;
  const { reports } = useWorld();
  const code = useCode(failure);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const mfaCode = code.take();
    if (mfaCode !== null) void reports.make(target, mfaCode);
  }
  return (
    <form className={classes.code} onSubmit={submit}>
      <CodeField
        label={REPORT_WORDS.code(deviceName(serial))}
        hint={REPORT_WORDS.codeHint}
        {...code.props}
        autoFocus
      />
      {failure === null || failedField(failure) === CODE_FIELD ? null : (
        <FailureNotice failure={failure} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" tone="primary">
          {APP_WORDS.goOn}
        </Button>
        <Button onPress={reports.cancel}>{REPORT_WORDS.cancel}</Button>
      </div>
    </form>
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
