import { remindersSummary } from '#shared/words/reminders.ts';
import { Banner } from '../components/banner.tsx';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { WholeWords } from '../components/whole-words.tsx';
import { useTask } from '../state/use-task.ts';
import { useScreen, useSnapshot, useWorld } from '../state/world.ts';
import { REMINDER_WORDS } from '../words/keys.ts';
import { gravest } from '#shared/open-reminders.ts';

/** The gravest reminders over every view but the one that shows them all. */
export function KeyBanner() {
  const { api, screen } = useWorld();
  const reminders = gravest(useSnapshot((snapshot) => snapshot.reminders));
  const isElsewhere = useScreen(({ view }) => view !== 'keys');
  const later = useTask(async () => {
    for (const { id } of reminders) await api.reminders.snooze({ id, for: 'day' });
  });
  const summary = remindersSummary(reminders);
  const kinds = new Set(reminders.map(({ kind }) => kind));
  if (summary === null || !isElsewhere) return null;
  return (
    <Banner
      tone="warn"
      icon="key"
      actions={
        <>
          <Button tone="plain" size="s" onPress={() => screen.setState({ view: 'keys' })}>
            {REMINDER_WORDS.show}
          </Button>
          <IconButton
            icon="close"
            size="s"
            label={REMINDER_WORDS.tomorrow}
            isDisabled={later.running}
            onPress={() => void later.run()}
          />
        </>
      }
    >
      <WholeWords>
        {reminders.length === 1 ? summary.text : REMINDER_WORDS.several(summary.title, kinds.size)}
      </WholeWords>
    </Banner>
  );
}
