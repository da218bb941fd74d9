import type { SnoozeFor } from '#shared/contract/reminders.ts';
import type { Reminder } from '#shared/contract/things.ts';
import { reminderWords } from '#shared/words/reminders.ts';
import { ActionMenu } from '#renderer/components/action-menu.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { useTask, type Task } from '#renderer/state/use-task.ts';
import { useWorld } from '#renderer/state/world.ts';
import { REMINDER_WORDS, snoozeWords } from '#renderer/words/keys.ts';

const SNOOZES: readonly SnoozeFor[] = ['day', 'week', 'key'];

/** Puts a reminder off; null ends that. */
export function useSnooze({ id }: Pick<Reminder, 'id'>): Task<[SnoozeFor | null]> {
  const { api, toasts } = useWorld();
  return useTask(async (length) => {
    await api.reminders.snooze({ id, for: length });
    if (length === null) return;
    toasts.show(REMINDER_WORDS.putOff, {
      bringBack: () => api.reminders.snooze({ id, for: null }),
      done: REMINDER_WORDS.notPutOff,
    });
  });
}

/** A way not to hear of it for a while. */
export function SnoozeMenu(props: {
  readonly reminder: Reminder;
  readonly snooze: ReturnType<typeof useSnooze>;
}) {
  const { reminder, snooze } = props;
  return (
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
        label={REMINDER_WORDS.laterOf(reminderWords(reminder).text)}
        isDisabled={snooze.running}
      />
    </ActionMenu>
  );
}
