import { Page } from '#renderer/components/page.tsx';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { AwsFilesSettings } from './aws-files-settings.tsx';
import { LockSettings } from './lock-settings.tsx';
import { ReminderSettings } from './reminder-settings.tsx';
import classes from './settings-view.module.css';

/** What can be set, and what Latchkey does to the AWS files. */
export function SettingsView() {
  return (
    <Page title={SETTINGS_WORDS.title}>
      <div className={classes.sections}>
        <LockSettings />
        <ReminderSettings />
        <AwsFilesSettings />
      </div>
    </Page>
  );
}
