import type { Reminder, Rotation } from '#shared/contract/things.ts';
import { Button } from '#renderer/components/button.tsx';
import { cx } from '#renderer/components/cx.ts';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { Spinner } from '#renderer/components/spinner.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { rotationActions } from '#renderer/rotation/rotation-actions.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useOpenDialog } from '#renderer/state/world.ts';
import { REMINDER_WORDS } from '#renderer/words/keys.ts';
import { ROTATION_WORDS, rotationLine } from '#renderer/words/rotation.ts';
import { remedyOf } from './reminder-remedy.ts';
import classes from './rotation-line.module.css';
import { SnoozeMenu, useSnooze } from './snooze-menu.tsx';

/** A rotation that is not finished: how far it is, and the way to it or to what it waits for. */
export function RotationLine(props: {
  readonly identity: string;
  readonly rotation: Rotation;
  /** That it waits, which is said here and nowhere else. */
  readonly reminder: Reminder | null;
}) {
  const { identity, rotation, reminder } = props;
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  const open = (asks: 'roll-back' | 'finish' | null) =>
    openDialog({ kind: 'rotate', identity, asks });
  const isInGrace = rotation.state === 'resting' && rotation.waitsFor === 'grace';
  const actions = rotationActions(rotation);
  return (
    <section
      className={cx(classes.line, reminder !== null && classes[reminder.tone])}
      aria-label={ROTATION_WORDS.line(identity)}
    >
      <span className={classes.icon}>
        {rotation.state === 'running' ? (
          <Spinner size={15} />
        ) : (
          <Icon name={reminder !== null ? 'warning' : isInGrace ? 'check' : 'clock'} size={15} />
        )}
      </span>
      <p className={classes.words} role="status">
        <WholeWords>{rotationLine(rotation, nowMs)}</WholeWords>
      </p>
      <div className={classes.actions}>
        {actions.includes('roll-back') ? (
          <Button size="s" onPress={() => open('roll-back')}>
            {ROTATION_WORDS.actions['roll-back']}
          </Button>
        ) : null}
        {reminder === null ? (
          <Button size="s" onPress={() => open(null)}>
            {ROTATION_WORDS.show}
          </Button>
        ) : (
          <WaysOn reminder={reminder} onShow={() => open(null)} />
        )}
      </div>
    </section>
  );
}

/** What the rotation waits for, and a way not to hear of it for a while. */
function WaysOn({ reminder, onShow }: { readonly reminder: Reminder; onShow(): void }) {
  const openDialog = useOpenDialog();
  const snooze = useSnooze(reminder);
  const remedy = remedyOf(reminder, { isOfRoot: false });
  return (
    <>
      <Button size="s" onPress={remedy === null ? onShow : () => openDialog(remedy.dialog)}>
        {remedy === null ? ROTATION_WORDS.show : REMINDER_WORDS.actions[remedy.words]}
      </Button>
      <SnoozeMenu reminder={reminder} snooze={snooze} />
      {snooze.failure === null ? null : <FailureNotice failure={snooze.failure} />}
    </>
  );
}
