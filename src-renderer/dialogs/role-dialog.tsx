import type { SessionOptions } from '#shared/contract/session-options.ts';
import type { Role } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { given } from '../forms/given.ts';
import { RoleForm, type RoleValues } from '../forms/role-form.tsx';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';

export function AddRoleDialog(props: { readonly source: string | null; onClose(): void }) {
  const { api, toasts, screen } = useWorld();
  const onlySource = useSnapshot(({ targets }) =>
    targets.length === 1 ? (targets[0]?.name ?? '') : '',
  );
  async function send({ durationSeconds, ...values }: RoleValues): Promise<void> {
    const { name, roleArn, source, mfa, deliver } = values;
    const added = await api.roles.add({
      name,
      roleArn,
      source,
      mfa,
      deliver,
      ...given('profile', values.profile),
      ...given('region', values.region),
      ...given('externalId', values.externalId),
      ...given('sessionName', values.sessionName),
      ...whatIsSet(values.options),
      ...(durationSeconds === null ? {} : { durationSeconds }),
    });
    toasts.show(FORM_WORDS.added(added.name));
    screen.setState({ view: 'switch', selected: added.name, filter: '' });
    props.onClose();
  }
  return (
    <Dialog title={FORM_WORDS.roleAddTitle} closeLabel={APP_WORDS.close} onClose={props.onClose}>
      <RoleForm
        role={null}
        source={props.source ?? onlySource}
        onCancel={props.onClose}
        onSend={send}
      />
    </Dialog>
  );
}

export function EditRoleDialog(props: { readonly role: Role; onClose(): void }) {
  const { api, toasts } = useWorld();
  const { role } = props;
  async function send(values: RoleValues): Promise<void> {
    const { roleArn, source, mfa, durationSeconds } = values;
    await api.roles.change({
      name: role.name,
      roleArn,
      source,
      mfa,
      durationSeconds,
      region: orNull(values.region),
      externalId: orNull(values.externalId),
      sessionName: orNull(values.sessionName),
      ...values.options,
    });
    toasts.show(FORM_WORDS.saved(role.name));
    props.onClose();
  }
  return (
    <Dialog
      title={FORM_WORDS.roleEditTitle(role.name)}
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <RoleForm role={role} source={role.source} onCancel={props.onClose} onSend={send} />
    </Dialog>
  );
}

/** Without what says nothing, which is how a new role is anyhow. */
function whatIsSet(options: SessionOptions): Partial<SessionOptions> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== null && value.length > 0),
  );
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
