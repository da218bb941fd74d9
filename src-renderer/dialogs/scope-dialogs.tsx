import type { Scope } from '#shared/contract/scope.ts';
import type { Role } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { ScopeForm } from '../forms/scope-form.tsx';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { SCOPE_WORDS } from '../words/scopes.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

export function SetScopeDialog(props: {
  readonly role: Role;
  /** The name of the one to change; null for a new one. */
  readonly scope: string | null;
  onClose(): void;
}) {
  const { api, toasts } = useWorld();
  const { role } = props;
  const scope = role.scopes.find(({ name }) => name === props.scope) ?? null;
  async function send(wanted: Scope): Promise<void> {
    await api.roles.setScope({ role: role.name, scope: wanted });
    toasts.show((scope === null ? FORM_WORDS.added : FORM_WORDS.saved)(wanted.name));
    props.onClose();
  }
  return (
    <Dialog
      title={
        scope === null
          ? SCOPE_WORDS.addTitle(role.name)
          : SCOPE_WORDS.editTitle(scope.name, role.name)
      }
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <ScopeForm role={role} scope={scope} onCancel={props.onClose} onSend={send} />
    </Dialog>
  );
}

export function RemoveScopeDialog(props: {
  readonly role: string;
  readonly scope: string;
  onClose(): void;
}) {
  const { api, toasts } = useWorld();
  const { role, scope } = props;
  const scopes = useSnapshot(({ roles }) => roles.find(({ name }) => name === role)?.scopes);
  const task = useTask(async () => {
    const at = scopes?.findIndex(({ name }) => name === scope) ?? -1;
    const removed = scopes?.[at];
    await api.roles.removeScope({ role, scope });
    toasts.show(
      FORM_WORDS.removed(scope),
      removed === undefined
        ? undefined
        : {
            bringBack: () => api.roles.setScope({ role, scope: removed, at }),
            done: FORM_WORDS.isBack(scope),
          },
    );
    props.onClose();
  });
  return (
    <ConfirmDialog
      title={SCOPE_WORDS.removeTitle(scope)}
      doLabel={SCOPE_WORDS.removeDo}
      task={task}
      onDo={() => void task.run()}
      onClose={props.onClose}
    >
      <p>{SCOPE_WORDS.removeText(role)}</p>
    </ConfirmDialog>
  );
}
