import type { FormEvent } from 'react';
import type { ReminderSettings as Settings } from '#shared/contract/settings.ts';
import { Button } from '#renderer/components/button.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { ThresholdFields, useThresholds } from '#renderer/forms/threshold-fields.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { THRESHOLD_WORDS } from '#renderer/words/keys.ts';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { SettingSwitch } from './setting-switch.tsx';
import classes from './settings-view.module.css';

/** When a key is called due, and whether the desktop says so. */
export function ReminderSettings() {
  const api = useApi();
  const reminders = useSnapshot(({ settings }) => settings.reminders);
  const change = useTask(
    async (next: Partial<Settings>) =>
      void (await api.settings.change({ reminders: { ...reminders, ...next } })),
  );
  return (
    <section className={classes.group} aria-labelledby="reminders">
      <header className={classes.head}>
        <h2 id="reminders" className={classes.sectionTitle}>
          {SETTINGS_WORDS.reminders}
        </h2>
        <p className={classes.lead}>{SETTINGS_WORDS.remindersLead}</p>
      </header>
      {change.failure === null ? null : <FailureNotice failure={change.failure} />}
      <div className={classes.box}>
        <Everybodys
          // What another window has saved shows here too.
          key={JSON.stringify(reminders.thresholds)}
          isBusy={change.running}
          onSave={(thresholds) => void change.run({ thresholds })}
        />
        <SettingSwitch
          title={SETTINGS_WORDS.notify}
          text={SETTINGS_WORDS.notifyText}
          isOn={reminders.notify}
          onChange={(notify) => void change.run({ notify })}
        />
        <OwnThresholds />
      </div>
    </section>
  );
}

function Everybodys(props: {
  readonly isBusy: boolean;
  onSave(thresholds: Settings['thresholds']): void;
}) {
  const present = useSnapshot(({ settings }) => settings.reminders.thresholds);
  const thresholds = useThresholds(present);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (thresholds.value !== null) props.onSave(thresholds.value);
  }
  return (
    <form className={classes.item} onSubmit={submit} noValidate>
      <ThresholdFields thresholds={thresholds} />
      <div className={classes.save}>
        <Button
          type="submit"
          size="s"
          isDisabled={!thresholds.isChanged || thresholds.value === null}
          isBusy={props.isBusy}
        >
          {THRESHOLD_WORDS.save}
        </Button>
      </div>
    </form>
  );
}

/** Identities for whom other days count. */
function OwnThresholds() {
  const openDialog = useOpenDialog();
  const identities = useSnapshot((snapshot) => snapshot.identities);
  return identities.map(({ name, keyThresholds }) =>
    keyThresholds === null ? null : (
      <div key={name} className={classes.item}>
        <Entry
          title={SETTINGS_WORDS.ownDaysTitle(name)}
          actions={
            <Button
              size="s"
              aria-label={SETTINGS_WORDS.ownDaysOf(name)}
              onPress={() => openDialog({ kind: 'set-thresholds', identity: name })}
            >
              {SETTINGS_WORDS.ownDays}
            </Button>
          }
        >
          {THRESHOLD_WORDS.sameNote(
            keyThresholds.dueDays,
            keyThresholds.overdueDays,
            keyThresholds.unusedDays,
          )}
        </Entry>
      </div>
    ),
  );
}
