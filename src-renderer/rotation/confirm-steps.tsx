import { type ReactNode, useState } from 'react';
import type { Rotation } from '#shared/contract/things.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { useArmed } from '../components/use-armed.ts';
import { ROTATION_WORDS } from '../words/rotation.ts';
import type { RotationRequest } from './use-rotation.ts';

interface ConfirmProps {
  readonly rotation: Rotation;
  onCancel(): void;
  onDo(request: RotationRequest): void;
}

/** Back to the old key, and what becomes of the new one. */
export function ConfirmRollBack({ rotation, onCancel, onDo }: ConfirmProps) {
  const [deletesNewKey, setDeletesNewKey] = useState(false);
  const { oldKeyId, newKeyId } = rotation;
  return (
    <Confirm
      submitLabel={ROTATION_WORDS.rollBackDo}
      onCancel={onCancel}
      onDo={() => onDo({ kind: 'roll-back', deletesNewKey })}
    >
      <Notice tone="info" title={ROTATION_WORDS.rollBackTitle}>
        {ROTATION_WORDS.rollBackText(oldKeyId, newKeyId ?? '')}
      </Notice>
      <Checkbox isSelected={deletesNewKey} onChange={setDeletesNewKey}>
        {ROTATION_WORDS.rollBackDelete}
      </Checkbox>
    </Confirm>
  );
}

/** Deletes the key that is out of use. */
export function ConfirmFinish({ rotation, onCancel, onDo }: ConfirmProps) {
  const { direction, oldKeyId, newKeyId } = rotation;
  const key = direction === 'back' ? (newKeyId ?? oldKeyId) : oldKeyId;
  return (
    <Confirm
      submitLabel={ROTATION_WORDS.finishDo}
      isDanger
      onCancel={onCancel}
      onDo={() => onDo({ kind: 'finish', insist: false })}
    >
      <Notice tone="warn" title={ROTATION_WORDS.finishTitle(key)}>
        {ROTATION_WORDS.finishText}
      </Notice>
    </Confirm>
  );
}

/** Goes on although something stands against it. */
export function ConfirmInsist({ rotation, onCancel, onDo }: ConfirmProps) {
  return (
    <Confirm
      submitLabel={ROTATION_WORDS.actions.insist}
      isDanger
      onCancel={onCancel}
      onDo={() => onDo({ kind: 'resume', insist: true })}
    >
      <p>{ROTATION_WORDS.insistTitle}</p>
      {rotation.failure === null ? null : (
        <FailureNotice failure={knownFailure(rotation.failure)} />
      )}
    </Confirm>
  );
}

/** Asks once more. The button that does it waits for a moment. */
function Confirm(props: {
  readonly submitLabel: string;
  readonly isDanger?: boolean;
  onCancel(): void;
  onDo(): void;
  readonly children: ReactNode;
}) {
  const isArmed = useArmed();
  return (
    <>
      <DialogBody>{props.children}</DialogBody>
      <DialogFoot>
        <Button autoFocus onPress={props.onCancel}>
          {ROTATION_WORDS.notNow}
        </Button>
        <Button
          tone={props.isDanger === true ? 'danger' : 'primary'}
          isDisabled={!isArmed}
          onPress={props.onDo}
        >
          {props.submitLabel}
        </Button>
      </DialogFoot>
    </>
  );
}
