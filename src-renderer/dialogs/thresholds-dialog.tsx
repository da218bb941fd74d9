import { useState } from 'react';
import type { Identity } from '#shared/contract/things.ts';
import { Dialog } from '../components/dialog.tsx';
import { RadioCards } from '../components/radio-cards.tsx';
import { FormFrame } from '../forms/form-frame.tsx';
import { ThresholdFields, useThresholds } from '../forms/threshold-fields.tsx';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { THRESHOLD_WORDS } from '../words/keys.ts';

/** When the key of one identity is called due, overdue and unused. */
export function ThresholdsDialog(props: { readonly identity: Identity; onClose(): void }) {
  const { name, keyThresholds } = props.identity;
  const { api, toasts } = useWorld();
  const everybodys = useSnapshot(({ settings }) => settings.reminders.thresholds);
  const [whose, setWhose] = useState<'same' | 'own'>(keyThresholds === null ? 'same' : 'own');
  const thresholds = useThresholds(keyThresholds ?? everybodys);
  const task = useTask(async () => {
    await api.reminders.setThresholds({
      identity: name,
      thresholds: whose === 'own' ? thresholds.value : null,
    });
    toasts.show(FORM_WORDS.saved(name));
    props.onClose();
  });
  const { dueDays, overdueDays, unusedDays } = everybodys;
  return (
    <Dialog
      title={THRESHOLD_WORDS.title(name)}
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <FormFrame
        submitLabel={THRESHOLD_WORDS.save}
        isBusy={task.running}
        failure={task.failure}
        onSubmit={() => {
          if (whose === 'same' || thresholds.value !== null) void task.run();
        }}
        onCancel={props.onClose}
      >
        <RadioCards<'same' | 'own'>
          label={THRESHOLD_WORDS.choice}
          cards={[
            {
              id: 'same',
              label: THRESHOLD_WORDS.same,
              note: THRESHOLD_WORDS.sameNote(dueDays, overdueDays, unusedDays),
            },
            { id: 'own', label: THRESHOLD_WORDS.own, note: THRESHOLD_WORDS.ownNote },
          ]}
          value={whose}
          onChange={setWhose}
        />
        {whose === 'own' ? <ThresholdFields thresholds={thresholds} /> : null}
      </FormFrame>
    </Dialog>
  );
}
