import type { Reminder } from '#shared/contract/things.ts';
import { reminderWords } from '#shared/words/reminders.ts';
import { Button } from '#renderer/components/button.tsx';
import { cx } from '#renderer/components/cx.ts';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { REMINDER_WORDS, snoozeEndWords } from '#renderer/words/keys.ts';
import classes from './reminder-line.module.css';
import { remedyOf } from './reminder-remedy.ts';
import { SnoozeMenu, useSnooze } from './snooze-menu.tsx';

/** What a person should see to, what mends it, and a way not to hear of it for a while. */
export function ReminderLine(props: {
  readonly reminder: Reminder;
  /** Whose key it is, and how old, is to be seen beside it. */
  readonly isBesideKey?: boolean;
}) {
  const { reminder } = props;
  const openDialog = useOpenDialog();
  const { text, textBesideKey, action } = reminderWords(reminder);
  const shown = props.isBesideKey === true ? textBesideKey : text;
  const isOfRoot = useSnapshot(({ identities }) =>
    identities.some(({ name, userName }) => name === reminder.identity && userName === null),
  );
  const remedy = remedyOf(reminder, { isOfRoot });
  const snooze = useSnooze(reminder);
  const failure = snooze.failure === null ? null : <FailureNotice failure={snooze.failure} />;
  if (reminder.snooze !== null)
    return (
      <li className={cx(classes.line, classes.snoozed)}>
        <Snoozed reminder={reminder} onEnd={() => void snooze.run(null)} />
        {failure}
      </li>
    );
  return (
    <li className={cx(classes.line, classes[reminder.tone])}>
      <span className={classes.icon}>
        <Icon name={reminder.tone === 'notice' ? 'info' : 'warning'} size={14} />
      </span>
      <div className={classes.words}>
        <p>
          <WholeWords>{remedy === null ? `${shown} ${action}` : shown}</WholeWords>
        </p>
        {remedy === null ? null : (
          <span>
            <Button size="s" onPress={() => openDialog(remedy.dialog)}>
              {REMINDER_WORDS.actions[remedy.words]}
            </Button>
          </span>
        )}
        {failure}
      </div>
      <span className={classes.later}>
        <SnoozeMenu reminder={reminder} snooze={snooze} />
      </span>
    </li>
  );
}

function Snoozed(props: { readonly reminder: Reminder; onEnd(): void }) {
  const nowMs = useNow('minute');
  const { label } = reminderWords(props.reminder);
  const until = snoozeEndWords(props.reminder.snooze?.until ?? null, nowMs);
  const what = `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
  return (
    <>
      <span className={classes.icon}>
        <Icon name="clock" size={14} />
      </span>
      <p className={classes.words}>{REMINDER_WORDS.snoozed(what, until)}</p>
      <Button
        size="s"
        tone="plain"
        aria-label={REMINDER_WORDS.againOf(label)}
        onPress={props.onEnd}
      >
        {REMINDER_WORDS.again}
      </Button>
    </>
  );
}
