import { commandLineOf } from '#shared/command-line.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

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
    <ConfirmDialog
      title={MFA_WORDS.commandForgetTitle}
      doLabel={MFA_WORDS.commandForgetDo}
      task={task}
      onDo={() => void task.run()}
      onClose={onClose}
    >
      <p>{MFA_WORDS.commandForgetText}</p>
      {words === null ? null : <code>{againLine(identity, words)}</code>}
    </ConfirmDialog>
  );
}

function againLine(identity: string, words: readonly string[]): string {
  return commandLineOf(['latchkey', 'mfa', 'add', identity, '--process', commandLineOf(words)]);
}
