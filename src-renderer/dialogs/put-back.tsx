import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFailure, DialogFoot } from '../components/dialog.tsx';
import { Diff } from '../components/diff.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import classes from '../forms/form.module.css';
import { useNow } from '../state/use-now.ts';
import { useReading } from '../state/use-reading.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { PUT_BACK_WORDS, SETTINGS_WORDS } from '../words/settings.ts';
import { momentWords } from '../words/time.ts';

export function PutBackDialog(props: { readonly backup: string; onClose(): void }) {
  return (
    <Dialog
      title={PUT_BACK_WORDS.title}
      size="l"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <PutBack backup={props.backup} onCancel={props.onClose} onDone={props.onClose} />
    </Dialog>
  );
}

/** What putting a backup back would change, and the button that does it: one that warns where it would lose something. */
export function PutBack(props: { readonly backup: string; onCancel(): void; onDone(): void }) {
  const { api, toasts } = useWorld();
  const { backup } = props;
  const files = useSnapshot(({ awsFiles }) => awsFiles);
  const nowMs = useNow('minute');
  const { value: preview, failure } = useReading(
    () => api.profiles.undo({ backup, preview: true }),
    JSON.stringify([backup, files]),
  );
  const losesChanges = preview !== null && preview.changedSince.length > 0;
  const putBack = useTask(async () => {
    await api.profiles.undo({ backup, ...(losesChanges ? { insist: true } : {}) });
    toasts.show(PUT_BACK_WORDS.done);
    props.onDone();
  });
  const failed = putBack.failure ?? failure;
  return (
    <>
      <DialogBody>
        {preview === null ? (
          failure === null ? (
            <SkeletonRows count={3} label={SETTINGS_WORDS.reading} />
          ) : null
        ) : (
          <>
            <p className={classes.lead}>
              {PUT_BACK_WORDS.lead(preview.backup.why, momentWords(preview.backup.takenAt, nowMs))}
            </p>
            {losesChanges ? (
              <Notice tone="warn" title={PUT_BACK_WORDS.changedTitle}>
                <p>{PUT_BACK_WORDS.changedText(preview.changedSince)}</p>
              </Notice>
            ) : null}
            {preview.backup.files
              .filter(({ existed }) => !existed)
              .map(({ path }) => (
                <p key={path}>{PUT_BACK_WORDS.removes(path)}</p>
              ))}
            {preview.files.length === 0 ? <p>{PUT_BACK_WORDS.nothing}</p> : null}
            {preview.files.map((file) => (
              <Diff key={file.path} diff={file} />
            ))}
          </>
        )}
      </DialogBody>
      {failed === null ? null : (
        <DialogFailure>
          <FailureNotice failure={failed} />
        </DialogFailure>
      )}
      <DialogFoot>
        <Button onPress={props.onCancel}>{FORM_WORDS.cancel}</Button>
        {preview === null || preview.files.length === 0 ? null : (
          <Button
            tone={losesChanges ? 'danger' : 'primary'}
            isBusy={putBack.running}
            onPress={() => void putBack.run()}
          >
            {losesChanges ? PUT_BACK_WORDS.insist : PUT_BACK_WORDS.putBack}
          </Button>
        )}
      </DialogFoot>
    </>
  );
}
