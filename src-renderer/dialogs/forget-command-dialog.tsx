import { commandLineOf } from '#shared/command-line.ts';
import { Dialog } from '../components/dialog.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { MFA_WORDS } from '../words/mfa.ts';

/** Asks before the command is forgotten that prints a device's codes: no window may set it again (docs/decisions/0007). */
export function ForgetCommandDialog(props: { readonly identity: string; onClose(): void }) {
  const { identity, onClose } = props;
  const { api, toasts } = useWorld();
  const words = useSnapshot(
    ({ identities }) => identities.find(({ name }) => name === identity)?.mfaProcess ?? null,
  );
  const task = useTask(async () => {
    await api.mfa.add({ identity, process: null });
    toasts.show(MFA_WORDS.commandForgotten(identity));
    onClose();
  });
  return (
    <Dialog
      title={MFA_WORDS.commandForgetTitle}
      role="alertdialog"
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <FormFrame
        submitLabel={MFA_WORDS.commandForgetDo}
        tone="danger"
        isBusy={task.running}
        failure={task.failure}
        onSubmit={() => void task.run()}
        onCancel={onClose}
      >
        <p>{MFA_WORDS.commandForgetText}</p>
        {words === null ? null : <code>{againLine(identity, words)}</code>}
      </FormFrame>
    </Dialog>
  );
}

function againLine(identity: string, words: readonly string[]): string {
  return commandLineOf(['latchkey', 'mfa', 'add', identity, '--process', commandLineOf(words)]);
}
