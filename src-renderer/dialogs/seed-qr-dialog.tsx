import { useCallback, useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { QrCode, useQrCode } from '../components/qr-code.tsx';
import { useNow } from '../state/use-now.ts';
import { useTask } from '../state/use-task.ts';
import { useApi } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { MFA_DEVICE_WORDS } from '../words/mfa-devices.ts';
import classes from './seed-qr-dialog.module.css';

const SHOWN_MS = 60_000;

/** Lets a phone take over a seed: the picture is fetched when it is asked for, and is gone after a minute. */
export function SeedQrDialog(props: { readonly identity: string; onClose(): void }) {
  const api = useApi();
  const { ref, paint, wipe } = useQrCode();
  const [untilMs, setUntilMs] = useState<number | null>(null);
  const show = useTask(async () => {
    const { rows } = await api.mfaSeedQr({ identity: props.identity });
    paint(rows);
    setUntilMs(Date.now() + SHOWN_MS);
  });
  const hide = useCallback(() => {
    wipe();
    setUntilMs(null);
  }, [wipe]);
  const isShown = untilMs !== null;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(hide, SHOWN_MS);
    // Whoever goes elsewhere leaves no seed on the screen.
    window.addEventListener('blur', hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('blur', hide);
    };
  }, [isShown, hide]);
  return (
    <Dialog
      title={MFA_DEVICE_WORDS.qrTitle(props.identity)}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <DialogBody>
        <p>{MFA_DEVICE_WORDS.qrText}</p>
        {isShown ? null : (
          <Notice tone="warn" title={MFA_DEVICE_WORDS.qrCostTitle}>
            {MFA_DEVICE_WORDS.qrCost}
          </Notice>
        )}
        <div className={classes.shown}>
          <QrCode canvasRef={ref} label={MFA_DEVICE_WORDS.qrAlt} isHidden={!isShown} />
          {untilMs === null ? null : <TimeLeft untilMs={untilMs} />}
        </div>
        {show.failure === null ? null : <FailureNotice failure={show.failure} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onClose}>{APP_WORDS.close}</Button>
        {isShown ? (
          <Button onPress={hide}>{MFA_DEVICE_WORDS.qrHide}</Button>
        ) : (
          <Button tone="primary" icon="eye" isBusy={show.running} onPress={() => void show.run()}>
            {MFA_DEVICE_WORDS.qrShow}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}

function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  // The window's clock may be a second behind the one that it was shown by.
  const leftMs = Math.min(SHOWN_MS, Math.max(0, untilMs - useNow('second')));
  return <p className={classes.left}>{MFA_DEVICE_WORDS.qrLeft(Math.ceil(leftMs / 1000))}</p>;
}
