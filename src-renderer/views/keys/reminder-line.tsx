import type { SnoozeFor } from '#shared/contract/reminders.ts';
import type { Reminder } from '#shared/contract/things.ts';
import { reminderWords } from '#shared/words/reminders.ts';
import { ActionMenu } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { cx } from '#renderer/components/cx.ts';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { REMINDER_WORDS, snoozeEndWords, snoozeWords } from '#renderer/words/keys.ts';
import classes from './reminder-line.module.css';
import { remedyOf } from './reminder-remedy.ts';

const SNOOZES: readonly SnoozeFor[] = ['day', 'week', 'key'];

/** What a person should see to, what mends it, and a way not to hear of it for a while. */
export function ReminderLine(props: {
  readonly reminder: Reminder;
  /** Whose key it is, and how old, is to be seen beside it. */
  readonly isBesideKey?: boolean;
}) {
  const { reminder } = props;
  const api = useApi();
  const openDialog = useOpenDialog();
  const { id } = reminder;
  const { text, textBesideKey, action } = reminderWords(reminder);
  const shown = props.isBesideKey === true ? textBesideKey : text;
  const isOfRoot = useSnapshot(({ identities }) =>
    identities.some(({ name, userName }) => name === reminder.identity && userName === null),
  );
  const remedy = remedyOf(reminder, { isOfRoot });
  const snooze = useTask(
    async (length: SnoozeFor | null) => void (await api.reminders.snooze({ id, for: length })),
  );
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
        <ActionMenu
          label={REMINDER_WORDS.later}
          actions={SNOOZES.map((length) => ({
            id: length,
            icon: 'clock',
            label: snoozeWords(length, reminder),
            run: () => void snooze.run(length),
          }))}
        >
          <IconButton
            icon="clock"
            size="s"
            label={REMINDER_WORDS.laterOf(text)}
            isDisabled={snooze.running}
          />
        </ActionMenu>
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
