import type { Rotation } from '#shared/contract/things.ts';
import { Button } from '#renderer/components/button.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { Spinner } from '#renderer/components/spinner.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { rotationActions } from '#renderer/rotation/rotation-actions.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useOpenDialog } from '#renderer/state/world.ts';
import { ROTATION_WORDS, rotationLine } from '#renderer/words/rotation.ts';
import classes from './rotation-line.module.css';

/** A rotation that is not finished: how far it is, and the way to it. */
export function RotationLine(props: { readonly identity: string; readonly rotation: Rotation }) {
  const { identity, rotation } = props;
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  const open = (asks: 'roll-back' | 'finish' | null) =>
    openDialog({ kind: 'rotate', identity, asks });
  const isInGrace = rotation.state === 'resting' && rotation.waitsFor === 'grace';
  const actions = rotationActions(rotation);
  return (
    <section className={classes.line} aria-label={ROTATION_WORDS.line(identity)}>
      <span className={classes.icon}>
        {rotation.state === 'running' ? (
          <Spinner size={15} />
        ) : (
          <Icon name={isInGrace ? 'check' : 'clock'} size={15} />
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
        <Button size="s" onPress={() => open(null)}>
          {ROTATION_WORDS.show}
        </Button>
      </div>
    </section>
  );
}
