import type { Target } from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { useOpenDialog, useWorld } from '#renderer/state/world.ts';
import { REMEDY_WORDS } from '#renderer/words/switch.ts';
import { remediesOf, type Remedy } from './remedy.ts';
import type { TargetTaskHandle } from './use-target-task.ts';

/** The last failure of a target, with what mends it as buttons. */
export function TargetFailure(props: {
  readonly target: Target;
  readonly failure: Failure;
  readonly task: TargetTaskHandle;
}) {
  const { target, failure, task } = props;
  const apply = useRemedy(target, task);
  const remedies = remediesOf(failure, target);
  return (
    <FailureNotice
      failure={failure}
      actions={
        remedies.length === 0
          ? null
          : remedies.map((remedy) => (
              <Button
                key={remedy.kind}
                size="s"
                isDisabled={task.running !== null}
                onPress={() => apply(remedy)}
              >
                {remedyWords(remedy)}
              </Button>
            ))
      }
    />
  );
}

function useRemedy(target: Target, task: TargetTaskHandle): (remedy: Remedy) => void {
  const openDialog = useOpenDialog();
  const { api, switching } = useWorld();
  return (remedy) => {
    switch (remedy.kind) {
      case 'use-duration':
        return task.startWith({ durationSeconds: remedy.seconds });
      case 'choose-profile':
        return openDialog({ kind: 'set-profile', target: target.name });
      case 'show-difference':
        return openDialog({ kind: 'show-difference', target: target.name });
      case 'unlock':
        return void switching.retryAfter(target.name, () => api.vault.unlock({}));
      case 'enter-code':
        return switching.askForCode(target.name, remedy.serial);
      case 'add-mfa':
        return openDialog({ kind: 'add-mfa', identity: remedy.identity, serial: remedy.serial });
      case 'edit-role':
        return openDialog({ kind: 'edit-role', name: target.name });
      case 'retry':
        return task.start();
    }
  };
}

function remedyWords(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'use-duration':
      return REMEDY_WORDS.shorterSession(remedy.seconds);
    case 'choose-profile':
      return REMEDY_WORDS.chooseProfile;
    case 'show-difference':
      return REMEDY_WORDS.showDifference;
    case 'unlock':
      return REMEDY_WORDS.unlock;
    case 'enter-code':
      return REMEDY_WORDS.enterCode;
    case 'add-mfa':
      return remedy.serial === null ? REMEDY_WORDS.addMfa : REMEDY_WORDS.addSeed;
    case 'edit-role':
      return REMEDY_WORDS.editRole;
    case 'retry':
      return REMEDY_WORDS.retry;
  }
}
