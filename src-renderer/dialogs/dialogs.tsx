import { Dialog } from '../components/dialog.tsx';
import { AddIdentityForm } from '../forms/add-identity-form.tsx';
import { RotateDialog } from '../rotation/rotate-dialog.tsx';
import { TakeOver } from '../take-over/take-over.tsx';
import type { Dialog as OpenDialog } from '../state/screen.ts';
import { useOpenDialog, useScreen, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { DifferenceDialog } from './difference-dialog.tsx';
import { FixLintDialog } from './fix-lint-dialog.tsx';
import { AnswerNeedDialog } from './answer-need-dialog.tsx';
import { ChangeCredentialDialog } from './change-credential-dialog.tsx';
import { ChangeKeyDialog } from './change-key-dialog.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { DecideNeedDialog } from './decide-need-dialog.tsx';
import { EnrolMfaDialog } from './enrol-mfa-dialog.tsx';
import { ForgetCommandDialog } from './forget-command-dialog.tsx';
import { AddMfaDialog, ForgetMfaDialog } from './mfa-dialogs.tsx';
import { MfaDevicesDialog, RemoveMfaDeviceDialog, ResyncMfaDialog } from './mfa-device-dialogs.tsx';
import { OwnCredentialsDialog } from './own-credentials-dialog.tsx';
import { SeedQrDialog } from './seed-qr-dialog.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { PutBackDialog } from './put-back.tsx';
import { RemoveTargetDialog } from './remove-target-dialog.tsx';
import { ReplaceKeyDialog } from './replace-key-dialog.tsx';
import { AddRoleDialog, EditRoleDialog } from './role-dialog.tsx';
import { RemoveScopeDialog, SetScopeDialog } from './scope-dialogs.tsx';
import { ThresholdsDialog } from './thresholds-dialog.tsx';

/** The dialog that is open, if one is. */
export function Dialogs() {
  const { screen } = useWorld();
  const dialog = useScreen((state) => state.dialog);
  const openDialog = useOpenDialog();
  const target = useSnapshot(({ targets }) => {
    const name = dialog !== null && 'target' in dialog ? dialog.target : null;
    return targets.find((other) => other.name === name) ?? null;
  });
  const role = useSnapshot(({ roles }) => {
    const name = dialog === null ? null : roleNameOf(dialog);
    return roles.find((other) => other.name === name) ?? null;
  });
  const identity = useSnapshot(({ identities }) => {
    const name = dialog !== null && isOfIdentity(dialog) ? dialog.identity : null;
    return identities.find((other) => other.name === name) ?? null;
  });
  const close = () => openDialog(null);
  const showAdded = (name: string | null) =>
    name === null
      ? close()
      : screen.setState({ dialog: null, view: 'switch', selected: name, filter: '' });
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'add-identity':
      return (
        <Dialog title={FORM_WORDS.identityTitle} closeLabel={APP_WORDS.close} onClose={close}>
          <AddIdentityForm onCancel={close} onDone={showAdded} />
        </Dialog>
      );
    case 'take-over':
      return (
        <Dialog title={TAKE_OVER_WORDS.title} size="l" closeLabel={APP_WORDS.close} onClose={close}>
          <TakeOver onCancel={close} onDone={showAdded} />
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
    case 'show-difference':
      return target === null ? null : <DifferenceDialog target={target} onClose={close} />;
    case 'put-back':
      return <PutBackDialog backup={dialog.backup} onClose={close} />;
    case 'fix-lint':
      return <FixLintDialog lint={dialog.lint} onClose={close} />;
    case 'set-scope':
      return role === null ? null : (
        <SetScopeDialog role={role} scope={dialog.scope} onClose={close} />
      );
    case 'remove-scope':
      return <RemoveScopeDialog role={dialog.role} scope={dialog.scope} onClose={close} />;
    case 'change-key':
      return (
        <ChangeKeyDialog accessKeyId={dialog.accessKeyId} action={dialog.action} onClose={close} />
      );
    case 'replace-key':
      return identity === null ? null : <ReplaceKeyDialog identity={identity} onClose={close} />;
    case 'own-credentials':
      return <OwnCredentialsDialog identity={dialog.identity} onClose={close} />;
    case 'change-credential':
      return (
        <ChangeCredentialDialog
          identity={dialog.identity}
          credential={dialog.credential}
          action={dialog.action}
          onClose={() => openDialog({ kind: 'own-credentials', identity: dialog.identity })}
        />
      );
    case 'change-password':
      return identity === null ? null : (
        <ChangePasswordDialog identity={identity} onClose={close} />
      );
    case 'set-thresholds':
      return identity === null ? null : <ThresholdsDialog identity={identity} onClose={close} />;
    case 'rotate':
      return <RotateDialog identity={dialog.identity} asks={dialog.asks} onClose={close} />;
    case 'answer-need':
      return <AnswerNeedDialog key={dialog.need} id={dialog.need} onClose={close} />;
    case 'decide-need':
      return <DecideNeedDialog key={dialog.need} id={dialog.need} onClose={close} />;
    case 'enrol-mfa':
      return <EnrolMfaDialog key={dialog.identity} identity={dialog.identity} onClose={close} />;
    case 'show-seed-qr':
      return <SeedQrDialog identity={dialog.identity} onClose={close} />;
    case 'resync-mfa':
      return <ResyncMfaDialog identity={dialog.identity} onClose={close} />;
    case 'mfa-devices':
      return <MfaDevicesDialog identity={dialog.identity} onClose={close} />;
    case 'remove-mfa-device':
      return (
        <RemoveMfaDeviceDialog identity={dialog.identity} serial={dialog.serial} onClose={close} />
      );
    case 'forget-mfa':
      return <ForgetMfaDialog identity={dialog.identity} onClose={close} />;
    case 'forget-mfa-command':
      return <ForgetCommandDialog identity={dialog.identity} onClose={close} />;
  }
}

/** Whether a dialog shows an identity as it is now. */
function isOfIdentity(
  dialog: OpenDialog,
): dialog is Extract<
  OpenDialog,
  { readonly kind: 'set-thresholds' | 'replace-key' | 'change-password' }
> {
  return ['set-thresholds', 'replace-key', 'change-password'].includes(dialog.kind);
}

/** The role that a dialog is about, where it shows it as it is now. */
function roleNameOf(dialog: OpenDialog): string | null {
  if (dialog.kind === 'edit-role') return dialog.name;
  return dialog.kind === 'set-scope' ? dialog.role : null;
}
