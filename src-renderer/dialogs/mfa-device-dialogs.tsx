import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { MfaDevice } from '#shared/contract/mfa-devices.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CodeField } from '../components/code-field.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import formClasses from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { useCode } from '../forms/use-code.ts';
import { useReading } from '../state/use-reading.ts';
import { useTask } from '../state/use-task.ts';
import { useApi, useOpenDialog, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { MFA_DEVICE_WORDS } from '../words/mfa-devices.ts';
import { dayWords } from '../words/time.ts';
import classes from './mfa-device-dialogs.module.css';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface DialogOf {
  readonly identity: string;
  onClose(): void;
}

export function ResyncMfaDialog({ identity, onClose }: DialogOf) {
  const { api, toasts } = useWorld();
  const task = useTask(async () => {
    await api.mfaDevices.resync({ identity });
    toasts.show(MFA_DEVICE_WORDS.resynced(identity));
    onClose();
  });
  return (
    <Dialog
      title={MFA_DEVICE_WORDS.resyncTitle(identity)}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <FormFrame
        submitLabel={MFA_DEVICE_WORDS.resyncDo}
        isBusy={task.running}
        failure={task.failure}
        onSubmit={() => void task.run()}
        onCancel={onClose}
      >
        <p>{MFA_DEVICE_WORDS.resyncText}</p>
      </FormFrame>
    </Dialog>
  );
}

/** All that AWS has of the user, of which Latchkey uses one. */
export function MfaDevicesDialog({ identity, onClose }: DialogOf) {
  const api = useApi();
  const { value, failure, isReading } = useReading(
    () => api.mfaDevices.list({ identity }),
    identity,
  );
  return (
    <Dialog
      title={MFA_DEVICE_WORDS.devicesTitle(identity)}
      size="m"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <DialogBody>
        <p className={formClasses.lead}>{MFA_DEVICE_WORDS.devicesText}</p>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {value === null && isReading ? (
          <SkeletonRows count={2} label={MFA_DEVICE_WORDS.devicesReading} />
        ) : null}
        {value?.devices.length === 0 ? <p>{MFA_DEVICE_WORDS.devicesNone}</p> : null}
        {value === null || value.devices.length === 0 ? null : (
          <ul className={classes.devices}>
            {value.devices.map((device) => (
              <Device key={device.serial} identity={identity} device={device} />
            ))}
          </ul>
        )}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{APP_WORDS.close}</Button>
      </DialogFoot>
    </Dialog>
  );
}

function Device(props: { readonly identity: string; readonly device: MfaDevice }) {
  const openDialog = useOpenDialog();
  const { serial, enabledAt, isUsed, hasSeed } = props.device;
  const name = deviceName(serial);
  const about = [
    // A hardware device has its serial number for a name.
    ...(name === serial ? [MFA_DEVICE_WORDS.hardware] : [serial]),
    ...(enabledAt === null ? [] : [MFA_DEVICE_WORDS.since(dayWords(enabledAt))]),
  ];
  return (
    <li className={classes.device}>
      <div className={classes.names}>
        <strong>{name}</strong>
        {isUsed ? <Badge tone="accent">{MFA_DEVICE_WORDS.isUsed}</Badge> : null}
        {hasSeed ? <Badge>{MFA_DEVICE_WORDS.hasSeed}</Badge> : null}
        <p className={classes.serial}>{about.join(' · ')}</p>
      </div>
      <IconButton
        icon="trash"
        size="s"
        label={MFA_DEVICE_WORDS.removeOf(name)}
        onPress={() => openDialog({ kind: 'remove-mfa-device', identity: props.identity, serial })}
      />
    </li>
  );
}

export function RemoveMfaDeviceDialog(props: DialogOf & { readonly serial: string }) {
  const { identity, serial, onClose } = props;
  const { api, toasts } = useWorld();
  const [asked, setAsked] = useState<string | null>(null);
  const code = useCode();
  const device = deviceName(serial);
  const task = useTask(async (mfaCode: string | undefined) => {
    const outcome = await api.mfaDevices.remove({ identity, serial, mfaCode });
    if (outcome.kind === 'mfa-needed') {
      setAsked(outcome.serial);
      return;
    }
    toasts.show(MFA_DEVICE_WORDS.removed(device));
    onClose();
  });
  function submit(): void {
    const mfaCode = asked === null ? undefined : code.take();
    if (mfaCode !== null) void task.run(mfaCode);
  }
  return (
    <ConfirmDialog
      title={MFA_DEVICE_WORDS.removeTitle(device)}
      doLabel={MFA_DEVICE_WORDS.removeDo}
      task={task}
      onDo={submit}
      onClose={onClose}
    >
      <p>{MFA_DEVICE_WORDS.removeText(device, identity)}</p>
      {asked === null ? null : (
        <CodeField label={MFA_DEVICE_WORDS.code(asked)} {...code.props} autoFocus />
      )}
    </ConfirmDialog>
  );
}
