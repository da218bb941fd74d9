import { Button } from '#renderer/components/button.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { useReading } from '#renderer/state/use-reading.ts';
import { useApi, useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { BackupList } from './backup-list.tsx';
import { ChangesByLatchkey } from './changes-by-latchkey.tsx';
import { FileList } from './file-list.tsx';
import { LintList } from './lint-list.tsx';
import classes from './settings-view.module.css';

/** Both AWS files: how they stand, what is odd in them, what Latchkey does there, and the way back. */
export function AwsFilesSettings() {
  const api = useApi();
  const openDialog = useOpenDialog();
  const files = useSnapshot(({ awsFiles }) => awsFiles);
  // Main watches them: whatever is read here is read again when they are others.
  const key = JSON.stringify(files);
  const lints = useReading(() => api.profiles.lints({}), key);
  const changes = useReading(() => api.profiles.diff({}), key);
  const backups = useReading(() => api.profiles.backups({}), key);
  return (
    <section className={classes.section} aria-labelledby="aws-files">
      <div className={classes.group}>
        <header className={classes.head}>
          <h2 id="aws-files" className={classes.sectionTitle}>
            {SETTINGS_WORDS.files}
          </h2>
          <p className={classes.lead}>{SETTINGS_WORDS.filesLead}</p>
        </header>
        <FileList files={files} lints={lints.value?.lints ?? []} />
      </div>
      <div className={classes.box}>
        <div className={classes.item}>
          <Entry
            title={SETTINGS_WORDS.takeOver}
            actions={
              <Button size="s" icon="key" onPress={() => openDialog({ kind: 'take-over' })}>
                {SETTINGS_WORDS.takeOverDo}
              </Button>
            }
          >
            {SETTINGS_WORDS.takeOverText}
          </Entry>
        </div>
      </div>
      <LintList reading={lints} />
      <ChangesByLatchkey reading={changes} />
      <BackupList reading={backups} />
    </section>
  );
}
