import { useState } from 'react';
import type { Target } from '#shared/contract/things.ts';
import { suggestName } from '#shared/names.ts';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/text-field.tsx';
import { DeliveryField } from '../forms/delivery-field.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import classes from '../forms/form.module.css';
import { RULES } from '../forms/rules.ts';
import { useField } from '../forms/use-field.ts';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';

type Delivered = Pick<Target, 'profile' | 'deliver'>;
const FIELDS = ['name', 'profile'];

/** Another profile name for a target, or another way to deliver it; a name is suggested where the present one is somebody else's. */
export function ProfileDialog(props: { readonly target: Target; onClose(): void }) {
  const { api, toasts } = useWorld();
  const { target } = props;
  const isTaken =
    target.failure?.code === 'files/profile-taken' ||
    target.failure?.code === 'files/changed-elsewhere';
  const initial = isTaken ? suggestName(`${target.profile}-latchkey`) : target.profile;
  const [deliver, setDeliver] = useState(target.deliver);
  const change = async (from: Delivered, to: Delivered) => {
    if (to.profile !== from.profile)
      await api.targets.setProfile({ target: target.name, profile: to.profile });
    if (to.deliver !== from.deliver)
      await api.targets.setDelivery({ target: target.name, deliver: to.deliver });
  };
  const task = useTask(async () => {
    const after = { profile: profile.value, deliver };
    await change(target, after);
    // What was written under the name before, or at all, is gone from the files.
    toasts.show(FORM_WORDS.saved(target.name), {
      bringBack: () => change(after, target),
      done: FORM_WORDS.asBefore(target.name),
    });
    props.onClose();
  });
  const { failure } = task;
  const profile = useField('profile', { initial, problemOf: RULES.name, failure });
  return (
    <Dialog
      title={FORM_WORDS.profileTitle(target.name)}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <FormFrame
        submitLabel={FORM_WORDS.profileDo}
        isBusy={task.running}
        failure={failure}
        fields={FIELDS}
        onSubmit={() => profile.check() && void task.run()}
        onCancel={props.onClose}
      >
        <p className={classes.lead}>{FORM_WORDS.profileLead}</p>
        <TextField
          label={FORM_WORDS.profile}
          hint={FORM_WORDS.profileHint}
          isMono
          autoFocus
          {...profile.props}
        />
        <DeliveryField value={deliver} onChange={setDeliver} />
      </FormFrame>
    </Dialog>
  );
}
