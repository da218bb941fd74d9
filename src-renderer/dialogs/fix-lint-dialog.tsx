import type { FileLint } from '#shared/contract/profile-files.ts';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFailure, DialogFoot } from '../components/dialog.tsx';
import { Diff } from '../components/diff.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import classes from '../forms/form.module.css';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { sentence, SETTINGS_WORDS } from '../words/settings.ts';

/** What mends an oddity of an AWS file, shown before it is done. */
export function FixLintDialog(props: { readonly lint: FileLint; onClose(): void }) {
  const { api, toasts } = useWorld();
  const { id, detail, fix } = props.lint;
  const apply = useTask(async () => {
    if (fix === null) return;
    await api.profiles.fixLint({ id, hash: fix.hash });
    toasts.show(SETTINGS_WORDS.fixed);
    props.onClose();
  });
  if (fix === null) return null;
  const changesText = fix.diff.lines.length > 0;
  return (
    <Dialog
      title={SETTINGS_WORDS.fixTitle}
      size="l"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <DialogBody>
        <p className={classes.lead}>{sentence(detail)}</p>
        <p>{fix.does}</p>
        {changesText ? <Diff diff={fix.diff} /> : null}
        {changesText ? <p className={classes.lead}>{SETTINGS_WORDS.fixLosesNothing}</p> : null}
      </DialogBody>
      {apply.failure === null ? null : (
        <DialogFailure>
          <FailureNotice failure={apply.failure} />
        </DialogFailure>
      )}
      <DialogFoot>
        <Button onPress={props.onClose}>{FORM_WORDS.cancel}</Button>
        <Button tone="primary" isBusy={apply.running} onPress={() => void apply.run()}>
          {SETTINGS_WORDS.fixDo}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
