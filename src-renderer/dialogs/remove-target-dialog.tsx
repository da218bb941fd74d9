import type { Target } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';

/** Asks once before an identity or a role is forgotten, and says what that means. */
export function RemoveTargetDialog(props: { readonly target: Target; onClose(): void }) {
  const { api, toasts } = useWorld();
  const { name, kind } = props.target;
  const isIdentity = kind === 'identity';
  const task = useTask(async () => {
    await (isIdentity ? api.identities.remove({ name }) : api.roles.remove({ name }));
    toasts.show(FORM_WORDS.removed(name));
    props.onClose();
  });
  return (
    <Dialog
      title={isIdentity ? FORM_WORDS.removeIdentityTitle(name) : FORM_WORDS.removeRoleTitle(name)}
      role="alertdialog"
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <FormFrame
        submitLabel={FORM_WORDS.removeDo}
        tone="danger"
        isBusy={task.running}
        failure={task.failure}
        onSubmit={() => void task.run()}
        onCancel={props.onClose}
      >
        <p>{isIdentity ? FORM_WORDS.removeIdentityText : FORM_WORDS.removeRoleText}</p>
      </FormFrame>
    </Dialog>
  );
}
