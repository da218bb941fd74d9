import type { Rotation } from '#shared/contract/things.ts';
import { proofWords, standingOf, STEP_WORDS } from '#shared/words/rotation.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Meter } from '../components/meter.tsx';
import { Notice } from '../components/notice.tsx';
import { Spinner } from '../components/spinner.tsx';
import { TaskSteps } from '../components/task-steps.tsx';
import { useArmed } from '../components/use-armed.ts';
import { WholeWords } from '../components/whole-words.tsx';
import type { Task } from '../state/use-task.ts';
import { useNow } from '../state/use-now.ts';
import { APP_WORDS } from '../words/app.ts';
import { ROTATION_WORDS, untilWords } from '../words/rotation.ts';
import { momentWords } from '../words/time.ts';
import { leadsOn, rotationActions, type RotationAction } from './rotation-actions.ts';
import classes from './rotation.module.css';
import type { RotationTask } from './use-rotation.ts';

/** The steps of a rotation as they happen, where it rests, and what can be done about it. */
export function RotationProgress(props: {
  readonly rotation: Rotation;
  readonly task: RotationTask;
  /** Has it rest before its next step. */
  readonly stop: Task<[]>;
  onAct(action: RotationAction): void;
  onClose(): void;
}) {
  const { rotation, task, stop } = props;
  const nowMs = useNow('minute');
  const { state, failure, orphan } = rotation;
  const isRunning = state === 'running';
  const isGoingBack = rotation.direction === 'back';
  const actions = rotationActions(rotation);
  const buttons = (some: readonly RotationAction[]) =>
    some.map((action) => (
      <ActionButton
        key={action}
        action={action}
        isBusy={task.running}
        onPress={() => props.onAct(action)}
      />
    ));
  return (
    <>
      <DialogBody>
        {orphan === null ? (
          <p className={classes.standing} role="status">
            {isRunning && isGoingBack ? <Spinner /> : null}
            <span>
              <WholeWords>
                {isRunning
                  ? ROTATION_WORDS.running[rotation.direction]
                  : standingOf(rotation, (instant) => untilWords(instant, nowMs))}
              </WholeWords>
            </span>
          </p>
        ) : (
          <Notice tone="warn" title={ROTATION_WORDS.orphanTitle}>
            {ROTATION_WORDS.orphanText(orphan.accessKeyId, momentWords(orphan.createdAt, nowMs))}
          </Notice>
        )}
        {isGoingBack || rotation.steps.length === 0 ? null : <Steps rotation={rotation} />}
        {isRunning ? <p className={classes.soft}>{ROTATION_WORDS.closeHint}</p> : null}
        {task.failure === null ? (
          failure === null || !isFailed(failure) ? null : (
            <FailureNotice failure={knownFailure(failure)} />
          )
        ) : (
          <FailureNotice failure={task.failure} />
        )}
      </DialogBody>
      <DialogFoot apart={buttons(actions.filter((action) => !leadsOn(action)))}>
        {isRunning ? (
          <Button isBusy={stop.running} onPress={() => void stop.run()}>
            {ROTATION_WORDS.stop}
          </Button>
        ) : null}
        <Button onPress={props.onClose}>{APP_WORDS.close}</Button>
        {buttons(actions.filter(leadsOn))}
      </DialogFoot>
    </>
  );
}

/** What is deleted by one press waits for a moment: nothing that was meant for something else presses it. */
function ActionButton(props: {
  readonly action: RotationAction;
  readonly isBusy: boolean;
  onPress(): void;
}) {
  const { action } = props;
  const isArmed = useArmed();
  const isDanger = action === 'delete-orphan';
  return (
    <Button
      tone={isDanger ? 'danger' : action === 'go-on' ? 'primary' : 'quiet'}
      isDisabled={isDanger && !isArmed}
      isBusy={props.isBusy}
      onPress={props.onPress}
    >
      {ROTATION_WORDS.actions[action]}
    </Button>
  );
}

function Steps({ rotation }: { readonly rotation: Rotation }) {
  const nowMs = useNow('minute');
  const { steps, proof, state, failure } = rotation;
  const current = steps.findIndex(({ at }) => at === null);
  return (
    <TaskSteps
      label={ROTATION_WORDS.steps}
      steps={steps.map(({ step, at }) =>
        at === null
          ? {
              title: ROTATION_WORDS.todo[step],
              ...(step === 'prove' && proof !== null ? { children: <Proof proof={proof} /> } : {}),
            }
          : { title: STEP_WORDS[step](rotation), aside: momentWords(at, nowMs) },
      )}
      current={current === -1 ? steps.length : current}
      state={state === 'running' ? 'running' : isFailed(failure) ? 'failed' : 'left'}
    />
  );
}

function isFailed(failure: Rotation['failure']): boolean {
  return failure !== null && failure.code !== 'rotation/paused';
}

/** How many answers in a row, while the new key is being proven. */
function Proof({ proof }: { readonly proof: NonNullable<Rotation['proof']> }) {
  return (
    <span className={classes.proof}>
      <Meter
        label={ROTATION_WORDS.todo.prove}
        max={proof.neededSuccesses}
        value={Math.min(proof.sts, proof.iam)}
      />
      <span>{proofWords(proof)}</span>
    </span>
  );
}
