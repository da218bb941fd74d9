import { Dialog } from '../components/dialog.tsx';
import { AddIdentityForm } from '../forms/add-identity-form.tsx';
import { FromFiles } from '../forms/from-files.tsx';
import { useOpenDialog, useScreen, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FILES_WORDS } from '../words/first-run.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { AddMfaDialog, RemoveMfaDialog } from './mfa-dialogs.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { RemoveTargetDialog } from './remove-target-dialog.tsx';
import { AddRoleDialog, EditRoleDialog } from './role-dialog.tsx';

/** The dialog that is open, if one is. */
export function Dialogs() {
  const { screen } = useWorld();
  const dialog = useScreen((state) => state.dialog);
  const openDialog = useOpenDialog();
  const target = useSnapshot(({ targets }) => {
    const name =
      dialog?.kind === 'set-profile' || dialog?.kind === 'remove-target' ? dialog.target : null;
    return targets.find((other) => other.name === name) ?? null;
  });
  const role = useSnapshot(
    ({ roles }) =>
      roles.find(({ name }) => dialog?.kind === 'edit-role' && name === dialog.name) ?? null,
  );
  const close = () => openDialog(null);
  const showAdded = (name: string) =>
    screen.setState({ dialog: null, view: 'switch', selected: name, filter: '' });
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'add-identity':
      return (
        <Dialog title={FORM_WORDS.identityTitle} closeLabel={APP_WORDS.close} onClose={close}>
          <AddIdentityForm onCancel={close} onDone={showAdded} />
        </Dialog>
      );
    case 'from-files':
      return (
        <Dialog title={FILES_WORDS.title} closeLabel={APP_WORDS.close} onClose={close}>
          <FromFiles onCancel={close} onDone={showAdded} />
        </Dialog>
      );
    case 'add-role':
      return <AddRoleDialog source={dialog.source} onClose={close} />;
    case 'edit-role':
      return role === null ? null : <EditRoleDialog role={role} onClose={close} />;
    case 'set-profile':
      return target === null ? null : <ProfileDialog target={target} onClose={close} />;
    case 'remove-target':
      return target === null ? null : <RemoveTargetDialog target={target} onClose={close} />;
    case 'add-mfa':
      return <AddMfaDialog identity={dialog.identity} serial={dialog.serial} onClose={close} />;
    case 'remove-mfa':
      return <RemoveMfaDialog identity={dialog.identity} onClose={close} />;
  }
}
