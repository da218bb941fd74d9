import { useEffect, useState } from 'react';
import type { Finding } from '#shared/contract/contract.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { useTask } from '../state/use-task.ts';
import { useApi } from '../state/world.ts';
import { FILES_WORDS } from '../words/first-run.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { KeyFromFiles } from './key-from-files.tsx';
import { RolesFromFiles } from './roles-from-files.tsx';

export type FoundKey = Extract<Finding, { kind: 'access-key' }>;
export type FoundRole = Extract<Finding, { kind: 'role' }>;

type Step =
  | { readonly step: 'reading' }
  | {
      readonly step: 'key';
      readonly keys: readonly FoundKey[];
      readonly roles: readonly FoundRole[];
    }
  | { readonly step: 'roles'; readonly identity: string; readonly roles: readonly FoundRole[] };

/** Brings a key of the AWS files in, then the roles that rest on it. Reads the files and leaves them as they are. */
export function FromFiles(props: {
  readonly cancelLabel?: string;
  onCancel(): void;
  onDone(name: string): void;
}) {
  const api = useApi();
  const [step, setStep] = useState<Step>({ step: 'reading' });
  const [unread, setUnread] = useState<Awaited<ReturnType<typeof api.profiles.find>>['failures']>(
    [],
  );
  const find = useTask(async () => {
    const { findings, failures } = await api.profiles.find({});
    setUnread(failures);
    setStep({
      step: 'key',
      keys: findings.filter((finding) => finding.kind === 'access-key'),
      roles: findings.filter((finding) => finding.kind === 'role'),
    });
  });
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the form opens
  useEffect(() => void find.run(), []);

  const cancelLabel = props.cancelLabel ?? FORM_WORDS.cancel;
  const failures = [...unread.map(knownFailure), ...(find.failure === null ? [] : [find.failure])];
  const notices = failures.map((failure, index) => <FailureNotice key={index} failure={failure} />);

  if (step.step === 'roles') {
    return (
      <RolesFromFiles
        identity={step.identity}
        roles={step.roles}
        onDone={() => props.onDone(step.identity)}
      />
    );
  }
  if (step.step === 'key' && step.keys.length > 0) {
    const onAdded = (identity: string, profile: string) => {
      const roles = step.roles.filter(({ sourceProfile }) => sourceProfile === profile);
      if (roles.length === 0) props.onDone(identity);
      else setStep({ step: 'roles', identity, roles });
    };
    return (
      <KeyFromFiles
        keys={step.keys}
        roles={step.roles}
        notices={notices}
        cancelLabel={cancelLabel}
        onCancel={props.onCancel}
        onAdded={onAdded}
      />
    );
  }
  return (
    <>
      <DialogBody>
        {step.step === 'reading' && find.failure === null ? (
          <SkeletonRows count={3} label={FILES_WORDS.reading} />
        ) : null}
        {step.step === 'key' ? (
          <EmptyState icon="files" title={FILES_WORDS.none} text={FILES_WORDS.noneText} />
        ) : null}
        {notices}
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onCancel}>{cancelLabel}</Button>
        <Button onPress={() => void find.run()} isBusy={find.running}>
          {FILES_WORDS.again}
        </Button>
      </DialogFoot>
    </>
  );
}
