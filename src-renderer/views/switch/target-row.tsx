import { memo, useMemo } from 'react';
import type { Target } from '#shared/contract/things.ts';
import { formatDuration } from '#shared/time.ts';
import { ActionList } from '#renderer/components/action-menu.tsx';
import { cx } from '#renderer/components/cx.ts';
import { Icon } from '#renderer/components/icon.tsx';
import { FoundText } from '#renderer/components/found-text.tsx';
import { RowButton, RowMenu } from '#renderer/components/row-buttons.tsx';
import { useIsPinned } from '#renderer/state/habits.ts';
import { targetSearch } from '#renderer/state/target-search.ts';
import { useCountdown } from '#renderer/state/use-now.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { StateRing } from './state-ring.tsx';
import { endOf, isAtWork, secondsTo, type TargetState } from './target-state.ts';
import classes from './target-row.module.css';
import { useTargetActions } from './use-target-actions.ts';
import { useTargetState } from './use-target-state.ts';
import { useTargetTask } from './use-target-task.ts';

/** One row of the list: what it is, where, under which profile, how long it lasts, and the one button. */
export const TargetRow = memo(function TargetRow(props: {
  readonly target: Target;
  /** What was searched for, to be shown where it is. */
  readonly query: string;
}) {
  const { target, query } = props;
  const state = useTargetState(target);
  const task = useTargetTask(target.name);
  const isPinned = useIsPinned(target.name);
  const [name, profile, alias, account] = useMemo(
    () => targetSearch.rangesOf(target, query),
    [target, query],
  );
  const isActive = state.kind === 'active';
  return (
    <>
      <span role="gridcell" className={classes.what}>
        <StateRing kind={target.kind} state={state} />
        <span className={classes.words}>
          <span className={classes.nameLine}>
            <span className={classes.name}>
              <FoundText text={target.name} ranges={name} />
            </span>
            {isPinned ? (
              <span className={classes.pin}>
                <Icon name="pin" size={12} />
              </span>
            ) : null}
          </span>
          <span className={classes.account}>
            <StateWords state={state} className={classes.narrowState} />
            {target.accountAlias === null ? null : (
              <span className={classes.alias}>
                <FoundText text={target.accountAlias} ranges={alias} />
              </span>
            )}
            <span className={classes.accountId}>
              <FoundText text={target.accountId} ranges={account} />
            </span>
          </span>
        </span>
      </span>
      <span role="gridcell" className={classes.profile}>
        <FoundText text={target.profile} ranges={profile} />
      </span>
      <span role="gridcell" className={classes.state}>
        <StateWords state={state} />
      </span>
      <span role="gridcell" className={classes.buttons}>
        <RowButton
          label={isActive ? SWITCH_WORDS.stopOf(target.name) : SWITCH_WORDS.switchTo(target.name)}
          isBusy={isAtWork(state, task)}
          onPress={isActive ? task.stop : task.start}
        >
          <span className={classes.buttonWords}>
            {isActive ? SWITCH_WORDS.stop : SWITCH_WORDS.switch}
          </span>
        </RowButton>
        <RowMenu
          label={SWITCH_WORDS.more(target.name)}
          menu={(close) => <TargetMenu target={target} onClose={close} />}
        />
      </span>
    </>
  );
});

function TargetMenu(props: { readonly target: Target; readonly onClose: () => void }) {
  const { target, onClose } = props;
  const actions = useTargetActions(target);
  return (
    <ActionList
      label={SWITCH_WORDS.more(target.name)}
      actions={actions}
      autoFocus="first"
      onClose={onClose}
    />
  );
}

/** All of a row that follows the time, besides its ring. */
function StateWords(props: {
  readonly state: TargetState;
  readonly className?: string | undefined;
}) {
  const { state } = props;
  const words = useCountdown(endOf(state), (nowMs) => stateWords(state, nowMs));
  return words === '' ? null : (
    <span className={cx(classes[state.kind], props.className)}>{words}</span>
  );
}

function stateWords(state: TargetState, nowMs: number): string {
  switch (state.kind) {
    case 'active':
      return formatDuration(secondsTo(state.untilMs, nowMs));
    case 'waiting':
      return SWITCH_WORDS.waits(secondsTo(state.untilMs, nowMs));
    case 'none':
    case 'starting':
    case 'expired':
    case 'failed':
      return SWITCH_WORDS.rowStates[state.kind];
  }
}
