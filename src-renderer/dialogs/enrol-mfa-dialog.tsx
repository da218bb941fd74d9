import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { EnrolOutcome } from '#shared/contract/mfa-devices.ts';
import type { EnrolmentView } from '#shared/contract/things.ts';
import { epochMsOf } from '#shared/time.ts';
import { standingOfDevice } from '#shared/words/enrolment.ts';
import { Button } from '../components/button.tsx';
import { CodeField } from '../components/code-field.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { TaskSteps } from '../components/task-steps.tsx';
import { TextField } from '../components/text-field.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { RULES } from '../forms/rules.ts';
import { useCode } from '../forms/use-code.ts';
import { useField } from '../forms/use-field.ts';
import { useNow } from '../state/use-now.ts';
import { useTask } from '../state/use-task.ts';
import { useOpenDialog, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { MFA_DEVICE_WORDS } from '../words/mfa-devices.ts';

type Enrolled = Extract<EnrolOutcome, { readonly kind: 'enrolled' }>;

type Step =
  | { readonly step: 'name' }
  | { readonly step: 'code'; readonly serial: string }
  | { readonly step: 'work' }
  | { readonly step: 'done'; readonly outcome: Enrolled };

interface Wish {
  readonly deviceName?: string;
  readonly mfaCode?: string;
  readonly replaceLeftover?: boolean;
}

/** Makes a device in AWS: its name, then what happens as it happens. One that was begun is gone on with. */
export function EnrolMfaDialog(props: { readonly identity: string; onClose(): void }) {
  const { api, toasts } = useWorld();
  const begun = useSnapshot(
    ({ enrolments }) => enrolments.find((one) => one.identity === props.identity) ?? null,
  );
  const [step, setStep] = useState<Step>({ step: begun === null ? 'name' : 'work' });
  // What was asked for is asked for again, with what was missing.
  const [wish, setWish] = useState<Wish>({});

  const take = (outcome: EnrolOutcome) => {
    if (outcome.kind === 'enrolled') setStep({ step: 'done', outcome });
    else if (outcome.kind === 'mfa-needed') setStep({ step: 'code', serial: outcome.serial });
    else {
      toasts.show(MFA_DEVICE_WORDS.cancelled);
      props.onClose();
    }
  };
  const enrol = useTask(async (more: Wish) => {
    const wanted = { ...wish, ...more };
    const { mfaCode: _, ...unspent } = wanted;
    setWish(unspent);
    setStep({ step: 'work' });
    take(await api.mfaDevices.enrol({ identity: props.identity, ...wanted }));
  });
  const discard = useTask(async () =>
    take(await api.mfaDevices.cancelEnrolment({ identity: props.identity })),
  );

  return (
    <Dialog
      title={MFA_DEVICE_WORDS.enrolTitle(props.identity)}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      {step.step === 'name' ? (
        <NameStep
          identity={props.identity}
          onCancel={props.onClose}
          onName={(name) => void enrol.run({ deviceName: name })}
        />
      ) : step.step === 'code' ? (
        <CodeStep
          serial={step.serial}
          onCancel={props.onClose}
          onCode={(mfaCode) => void enrol.run({ mfaCode })}
        />
      ) : step.step === 'work' ? (
        <WorkStep
          begun={begun}
          enrol={enrol}
          discard={discard}
          onOtherName={() => setStep({ step: 'name' })}
          onClose={props.onClose}
        />
      ) : (
        <DoneStep outcome={step.outcome} onClose={props.onClose} />
      )}
    </Dialog>
  );
}

function NameStep(props: {
  readonly identity: string;
  onCancel(): void;
  onName(name: string): void;
}) {
  const identity = useSnapshot(({ identities }) =>
    identities.find(({ name }) => name === props.identity),
  );
  const name = useField('deviceName', {
    initial: identity?.userName ?? '',
    problemOf: RULES.mfaDeviceName,
    failure: null,
  });
  const present = identity?.mfaSerial ?? null;
  return (
    <FormFrame
      submitLabel={MFA_DEVICE_WORDS.enrolDo}
      isBusy={false}
      failure={null}
      onSubmit={() => name.check() && props.onName(name.value)}
      onCancel={props.onCancel}
    >
      <p>{MFA_DEVICE_WORDS.enrolText}</p>
      {present === null ? null : <p>{MFA_DEVICE_WORDS.enrolReplaces(deviceName(present))}</p>}
      <TextField
        label={MFA_DEVICE_WORDS.name}
        hint={MFA_DEVICE_WORDS.nameHint}
        isMono
        autoFocus
        {...name.props}
      />
      <Notice tone="info" title={MFA_WORDS.seedCostTitle}>
        {MFA_WORDS.seedCost}
      </Notice>
    </FormFrame>
  );
}

function CodeStep(props: {
  readonly serial: string;
  onCancel(): void;
  onCode(code: string): void;
}) {
  const code = useCode();
  function submit(): void {
    const digits = code.take();
    if (digits !== null) props.onCode(digits);
  }
  return (
    <FormFrame
      submitLabel={APP_WORDS.goOn}
      isBusy={false}
      failure={null}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <p>{MFA_DEVICE_WORDS.codeFor(props.serial)}</p>
      <CodeField label={MFA_DEVICE_WORDS.code(props.serial)} {...code.props} autoFocus />
    </FormFrame>
  );
}

/** Which of the four steps that a person sees it is at. */
const SEEN: Readonly<Record<EnrolmentView['step'], number>> = {
  create: 0,
  clear: 0,
  store: 1,
  enable: 2,
  settle: 2,
  adopt: 3,
  update: 0,
};

function WorkStep(props: {
  readonly begun: EnrolmentView | null;
  readonly enrol: ReturnType<typeof useTask<[Wish]>>;
  readonly discard: ReturnType<typeof useTask<[]>>;
  onOtherName(): void;
  onClose(): void;
}) {
  const { begun, enrol, discard } = props;
  const isRunning = enrol.running || begun?.isRunning === true;
  const failure = discard.failure ?? enrol.failure;
  const isTaken = failure?.code === 'mfa/name-taken';
  const isLeftover = isTaken && failure.facts.isLeftover === true;
  if (begun?.step === 'update') return <LeftAlone begun={begun} onClose={props.onClose} />;
  return (
    <>
      <DialogBody>
        <Steps
          current={begun === null ? 0 : SEEN[begun.step]}
          state={isRunning && !discard.running ? 'running' : failure === null ? 'left' : 'failed'}
        />
        {begun === null ? null : <Waiting begun={begun} />}
        {isRunning || failure !== null || begun === null ? null : (
          <p className={classes.lead}>{standingOfDevice(begun)}</p>
        )}
        {isRunning || failure === null ? null : <FailureNotice failure={failure} />}
      </DialogBody>
      <DialogFoot
        apart={
          begun === null ? null : (
            <Button isBusy={discard.running} onPress={() => void discard.run()}>
              {MFA_DEVICE_WORDS.discard}
            </Button>
          )
        }
      >
        {begun === null && isTaken ? (
          <Button onPress={props.onOtherName}>{MFA_DEVICE_WORDS.otherName}</Button>
        ) : (
          <Button onPress={props.onClose}>{APP_WORDS.close}</Button>
        )}
        {isRunning || (isTaken && !isLeftover) ? null : isLeftover ? (
          <Button tone="danger" onPress={() => void enrol.run({ replaceLeftover: true })}>
            {MFA_DEVICE_WORDS.replaceLeftover}
          </Button>
        ) : (
          <Button tone="primary" onPress={() => void enrol.run({})}>
            {failure === null ? APP_WORDS.goOn : APP_WORDS.tryAgain}
          </Button>
        )}
      </DialogFoot>
    </>
  );
}

function Steps(props: { readonly current: number; readonly state: 'running' | 'left' | 'failed' }) {
  const { current } = props;
  return (
    <TaskSteps
      label={MFA_DEVICE_WORDS.stepsLabel}
      steps={MFA_DEVICE_WORDS.steps.map(({ todo, done }, index) => ({
        title: index < current ? done : todo,
      }))}
      {...props}
    />
  );
}

/** Only a newer Latchkey knows what is to be done about it. */
function LeftAlone(props: { readonly begun: EnrolmentView; onClose(): void }) {
  return (
    <>
      <DialogBody>
        <p className={classes.lead}>{standingOfDevice(props.begun)}</p>
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onClose}>{APP_WORDS.close}</Button>
      </DialogFoot>
    </>
  );
}

function Waiting({ begun }: { readonly begun: EnrolmentView }) {
  const nowMs = useNow('second');
  if (begun.waitingForCodesUntil === null) return null;
  const seconds = Math.max(0, Math.ceil((epochMsOf(begun.waitingForCodesUntil) - nowMs) / 1000));
  return (
    <p className={classes.lead} role="status">
      {MFA_DEVICE_WORDS.waiting(seconds)}
    </p>
  );
}

function DoneStep({ outcome, onClose }: { readonly outcome: Enrolled; onClose(): void }) {
  const openDialog = useOpenDialog();
  const { name } = outcome.identity;
  return (
    <>
      <DialogBody>
        <Steps current={MFA_DEVICE_WORDS.steps.length} state="left" />
        <Notice tone="info" title={MFA_DEVICE_WORDS.enrolled(name)}>
          {MFA_DEVICE_WORDS.enrolledText}
        </Notice>
        {outcome.mayBeOutOfStep ? (
          <Notice tone="warn" title={MFA_DEVICE_WORDS.lateTitle}>
            {MFA_DEVICE_WORDS.lateText}
          </Notice>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button onPress={() => openDialog({ kind: 'show-seed-qr', identity: name })}>
          {MFA_DEVICE_WORDS.showQr}
        </Button>
        <Button tone="primary" onPress={onClose}>
          {MFA_DEVICE_WORDS.done}
        </Button>
      </DialogFoot>
    </>
  );
}
