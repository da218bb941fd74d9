import { useState } from 'react';
import type { Rotation } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { knownFailure } from '../api/known-failure.ts';
import { useSnapshot } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { ROTATION_WORDS } from '../words/rotation.ts';
import { BeforeRotation } from './before-rotation.tsx';
import { CodeStep } from './code-step.tsx';
import { ConfirmFinish, ConfirmInsist, ConfirmRollBack } from './confirm-steps.tsx';
import type { RotationAction } from './rotation-actions.ts';
import { RotationProgress } from './rotation-progress.tsx';
import { lastEndedAt, shownRotation } from './shown-rotation.ts';
import { useRotation, useStop, type RotationRequest, type RotationTask } from './use-rotation.ts';

/** The next thing to be asked of the person before anything is done. */
type Asking = 'roll-back' | 'finish' | 'insist' | null;

/**
 * A rotation from its first look to its end. All that it shows of one that is begun comes from main, so
 * that closing the dialog, or the window, changes nothing.
 */
export function RotateDialog(props: {
  readonly identity: string;
  readonly asks: 'roll-back' | 'finish' | null;
  onClose(): void;
}) {
  const { identity, onClose } = props;
  const rotations = useSnapshot((snapshot) => snapshot.rotations);
  const [endedBefore] = useState(() => lastEndedAt(rotations, identity));
  const [asking, setAsking] = useState<Asking>(props.asks);
  const task = useRotation(identity);
  const stop = useStop(identity);
  const rotation = shownRotation(rotations, identity, endedBefore);
  const run = (request: RotationRequest) => {
    setAsking(null);
    void task.run(request);
  };
  const act = (action: RotationAction, { orphan }: Rotation) => {
    if (action === 'go-on') run({ kind: 'resume', insist: false });
    else if (action !== 'delete-orphan') setAsking(action);
    else if (orphan !== null) run({ kind: 'delete-orphan', accessKeyId: orphan.accessKeyId });
  };
  const step = () => {
    const isFree = asking === null && !task.running;
    const codeNeeded = task.codeNeeded ?? (isFree ? codeNeededBy(rotation) : null);
    if (codeNeeded !== null)
      return (
        <CodeStep
          serial={codeNeeded.serial}
          isBusy={task.running}
          failure={task.failure}
          onCode={(code) => void task.run(codeNeeded.request, code)}
          onCancel={onClose}
        />
      );
    if (rotation === null)
      return <BeforeRotation identity={identity} task={task} onStart={run} onCancel={onClose} />;
    const back = () => setAsking(null);
    const isResting = rotation.state === 'resting';
    switch (isResting ? asking : null) {
      case 'roll-back':
        return <ConfirmRollBack rotation={rotation} onCancel={back} onDo={run} />;
      case 'finish':
        return <ConfirmFinish rotation={rotation} onCancel={back} onDo={run} />;
      case 'insist':
        return <ConfirmInsist rotation={rotation} onCancel={back} onDo={run} />;
      case null:
        return (
          <RotationProgress
            rotation={rotation}
            task={task}
            stop={stop}
            onAct={(action) => act(action, rotation)}
            onClose={onClose}
          />
        );
    }
  };
  return (
    <Dialog
      title={ROTATION_WORDS.title(identity)}
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      {step()}
    </Dialog>
  );
}

/** The code that a rotation rests for, by what held it up. */
function codeNeededBy(rotation: Rotation | null): RotationTask['codeNeeded'] {
  if (rotation?.state !== 'resting' || rotation.waitsFor !== 'code') return null;
  const failure = rotation.failure === null ? null : knownFailure(rotation.failure);
  return failure?.code === 'mfa/code-needed'
    ? { serial: failure.facts.serial, request: { kind: 'resume', insist: false } }
    : null;
}
