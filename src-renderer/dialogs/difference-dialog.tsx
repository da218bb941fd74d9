import type { Target } from '#shared/contract/things.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { Diff } from '../components/diff.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import classes from '../forms/form.module.css';
import { useReading } from '../state/use-reading.ts';
import { useOpenDialog, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { DIFFERENCE_WORDS, SETTINGS_WORDS } from '../words/settings.ts';

/** What switching would write; where somebody else changed the section, also the choice what becomes of it. */
export function DifferenceDialog(props: { readonly target: Target; onClose(): void }) {
  const { target, onClose } = props;
  const { api, screen, switching } = useWorld();
  const openDialog = useOpenDialog();
  const files = useSnapshot(({ awsFiles }) => awsFiles);
  const { value: diff, failure } = useReading(
    () => api.profiles.diff({ target: target.name }),
    JSON.stringify([target.name, target.profile, files]),
  );
  const reason = diff === null || diff.failure === null ? null : knownFailure(diff.failure);
  const isChanged = reason?.code === 'files/changed-elsewhere';
  const isActive = target.session.state === 'active';
  const andShow = (act: () => Promise<void>) => {
    screen.setState({ dialog: null, view: 'switch', selected: target.name });
    void act();
  };
  return (
    <Dialog
      title={
        isChanged
          ? DIFFERENCE_WORDS.changedTitle(target.profile)
          : DIFFERENCE_WORDS.title(target.name)
      }
      size="l"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <DialogBody>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {reason === null || isChanged ? null : <FailureNotice failure={reason} />}
        {diff === null ? (
          failure === null ? (
            <SkeletonRows count={3} label={SETTINGS_WORDS.reading} />
          ) : null
        ) : diff.files.length > 0 ? (
          <p className={classes.lead}>
            {isChanged ? DIFFERENCE_WORDS.changedLead : DIFFERENCE_WORDS.lead}
          </p>
        ) : reason === null ? (
          <p>{DIFFERENCE_WORDS.nothing}</p>
        ) : null}
        {diff?.files.map((file) => (
          <Diff key={file.path} diff={file} />
        ))}
      </DialogBody>
      <DialogFoot>
        {isChanged ? (
          <>
            <Button onPress={onClose}>{DIFFERENCE_WORDS.keep}</Button>
            <Button onPress={() => openDialog({ kind: 'set-profile', target: target.name })}>
              {DIFFERENCE_WORDS.otherName}
            </Button>
            {isActive ? (
              <Button
                onPress={() => andShow(() => switching.stop(target.name, { replaceChanged: true }))}
              >
                {DIFFERENCE_WORDS.stop}
              </Button>
            ) : null}
            <Button
              tone="danger"
              onPress={() => andShow(() => switching.start(target.name, { replaceChanged: true }))}
            >
              {DIFFERENCE_WORDS.replace}
            </Button>
          </>
        ) : (
          <Button tone="primary" onPress={onClose}>
            {APP_WORDS.close}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}
