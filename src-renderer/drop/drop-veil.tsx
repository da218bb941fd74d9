import { cx } from '../components/cx.ts';
import { Icon } from '../components/icon.tsx';
import { Spinner } from '../components/spinner.tsx';
import { DROP_WORDS } from '../words/drop.ts';
import classes from './drop-veil.module.css';

/** Over the window while something is dragged over it, and while that is read: that it may be dropped, and what. */
export function DropVeil({
  state,
  isLocked,
}: {
  readonly state: 'over' | 'reading' | null;
  readonly isLocked: boolean;
}) {
  return (
    <div
      role="status"
      className={state === null ? undefined : cx(classes.veil, isLocked && classes.locked)}
    >
      {state === null ? null : (
        <div className={classes.card}>
          {state === 'reading' ? <Spinner size={22} /> : <Icon name={icon(isLocked)} size={28} />}
          <strong className={classes.title}>
            {state === 'reading' ? DROP_WORDS.reading : DROP_WORDS.veil(isLocked)}
          </strong>
          {state === 'reading' ? null : (
            <span className={classes.text}>{DROP_WORDS.veilText(isLocked)}</span>
          )}
        </div>
      )}
    </div>
  );
}

function icon(isLocked: boolean): 'lock' | 'files' {
  return isLocked ? 'lock' : 'files';
}
