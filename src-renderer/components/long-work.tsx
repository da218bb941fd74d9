import { Button } from './button.tsx';
import classes from './long-work.module.css';
import { Meter } from './meter.tsx';
import { Spinner } from './spinner.tsx';

/** Work that takes its time: what it is, how far it has come, and a way to end it. */
export function LongWork(props: {
  readonly words: string;
  /** How far, in words. Not said aloud each time it is another. */
  readonly sofar?: string | undefined;
  /** The same as counts, where it is known how many there are. */
  readonly counts?: { readonly done: number; readonly of: number } | undefined;
  readonly text?: string | undefined;
  readonly cancelLabel: string;
  /** Null where something around it ends it. */
  readonly onCancel: (() => void) | null;
}) {
  const { words, sofar, counts, text, onCancel } = props;
  return (
    <div className={classes.work}>
      <Spinner size={16} />
      <div className={classes.words}>
        <p className={classes.what}>
          <span role="status">{words}</span>
          {sofar === undefined ? null : <span className={classes.sofar}> · {sofar}</span>}
        </p>
        {counts === undefined ? null : <Meter label={words} value={counts.done} max={counts.of} />}
        {text === undefined ? null : <p className={classes.soft}>{text}</p>}
      </div>
      {onCancel === null ? null : (
        <Button size="s" onPress={onCancel}>
          {props.cancelLabel}
        </Button>
      )}
    </div>
  );
}
