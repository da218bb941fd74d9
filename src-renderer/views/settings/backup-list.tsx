import type { Backup } from '#shared/contract/profile-files.ts';
import { Button } from '#renderer/components/button.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { LongList } from '#renderer/components/long-list.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { SkeletonRows } from '#renderer/components/skeleton.tsx';
import type { Reading } from '#renderer/state/use-reading.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useOpenDialog } from '#renderer/state/world.ts';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { momentWords } from '#renderer/words/time.ts';
import classes from './settings-view.module.css';

/** What can be put back, newest first. */
export function BackupList({ reading }: { readonly reading: Reading<readonly Backup[]> }) {
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  const { value, failure } = reading;
  return (
    <section className={classes.group} aria-label={SETTINGS_WORDS.backups}>
      <header className={classes.head}>
        <h3 className={classes.groupTitle}>{SETTINGS_WORDS.backups}</h3>
        <p className={classes.lead}>{SETTINGS_WORDS.backupsLead}</p>
      </header>
      {failure === null ? null : <FailureNotice failure={failure} isAlert={false} />}
      {value === null ? (
        failure === null ? (
          <SkeletonRows count={2} label={SETTINGS_WORDS.reading} />
        ) : null
      ) : value.length === 0 ? (
        <p className={classes.soft}>{SETTINGS_WORDS.backupsNone}</p>
      ) : (
        <LongList label={SETTINGS_WORDS.backups} items={value} moreLabel={SETTINGS_WORDS.more}>
          {({ id, why, takenAt, files }) => {
            const moment = momentWords(takenAt, nowMs);
            return (
              <Entry
                title={SETTINGS_WORDS.before(why)}
                actions={
                  <Button
                    size="s"
                    icon="undo"
                    aria-label={SETTINGS_WORDS.putBackOf(why, moment)}
                    onPress={() => openDialog({ kind: 'put-back', backup: id })}
                  >
                    {SETTINGS_WORDS.putBack}
                  </Button>
                }
              >
                <span className={classes.line}>{SETTINGS_WORDS.changed(moment)}</span>
                {files.map(({ path }) => (
                  <span key={path} className={classes.line}>
                    <PathText path={path} />
                  </span>
                ))}
              </Entry>
            );
          }}
        </LongList>
      )}
    </section>
  );
}
