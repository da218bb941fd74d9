import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { AwsFilesSettings } from './aws-files-settings.tsx';
import { LockSettings } from './lock-settings.tsx';
import { ReminderSettings } from './reminder-settings.tsx';
import classes from './settings-view.module.css';

/** What can be set, and what Latchkey does to the AWS files. */
export function SettingsView() {
  return (
    <section className={classes.view} aria-label={SETTINGS_WORDS.title}>
      <div className={classes.page}>
        <h1 className={classes.title}>{SETTINGS_WORDS.title}</h1>
        <LockSettings />
        <ReminderSettings />
        <AwsFilesSettings />
      </div>
    </section>
  );
}
