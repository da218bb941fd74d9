import { standingOfDevice, unfinishedDevice } from '#shared/words/enrolment.ts';
import { Button } from '#renderer/components/button.tsx';
import { Notice } from '#renderer/components/notice.tsx';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { MFA_DEVICE_WORDS } from '#renderer/words/mfa-devices.ts';

/** Devices whose making has stopped: none of them is left behind unseen. */
export function UnfinishedEnrolments() {
  const openDialog = useOpenDialog();
  const enrolments = useSnapshot((snapshot) => snapshot.enrolments);
  return enrolments
    .filter(({ isRunning }) => !isRunning)
    .map((enrolment) => (
      <Notice
        key={enrolment.identity}
        tone="warn"
        title={unfinishedDevice(enrolment)}
        actions={
          enrolment.step === 'update' ? null : (
            <Button
              size="s"
              onPress={() => openDialog({ kind: 'enrol-mfa', identity: enrolment.identity })}
            >
              {MFA_DEVICE_WORDS.finish}
            </Button>
          )
        }
      >
        {standingOfDevice(enrolment)}
      </Notice>
    ));
}
