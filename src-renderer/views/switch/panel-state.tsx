import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { Target } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import { Button } from '#renderer/components/button.tsx';
import { useCountdown, useNow } from '#renderer/state/use-now.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { momentWords } from '#renderer/words/time.ts';
import { StateRing } from './state-ring.tsx';
import { endOf, isAtWork, secondsTo, type TargetState } from './target-state.ts';
import classes from './target-panel.module.css';
import { useTargetState } from './use-target-state.ts';
import type { TargetTaskHandle } from './use-target-task.ts';

/** How the target stands now, and the one thing one mostly wants to do about it. */
export function PanelState({
  target,
  task,
}: {
  readonly target: Target;
  readonly task: TargetTaskHandle;
}) {
  const state = useTargetState(target);
  const isActive = state.kind === 'active';
  const isBusy = isAtWork(state, task);
  return (
    <div className={classes.stateBox}>
      <div className={classes.state}>
        <StateRing kind={target.kind} state={state} size={44} />
        <div className={classes.stateWords}>
          <StateTitle state={state} />
          {/* What has become of it; not each second that passes. */}
          <VisuallyHidden>
            <span role="status">{SWITCH_WORDS.stands(target.name, state.kind)}</span>
          </VisuallyHidden>
          <StateText state={state} target={target} />
        </div>
      </div>
      {/* While a code is asked for, the field for it has the button. */}
      <div className={classes.mainButton} hidden={task.codeNeeded !== null && !isActive}>
        {isActive ? (
          <Button size="l" isBusy={isBusy} onPress={task.stop}>
            {SWITCH_WORDS.stop}
          </Button>
        ) : (
          <Button size="l" tone="primary" isBusy={isBusy} onPress={task.start}>
            {SWITCH_WORDS.switch}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Main renews what is in a profile, unless something is in the way. */
function renews({ session, failure }: Target): boolean {
  return session.state === 'active' && session.deliveredTo !== null && failure === null;
}

function StateTitle({ state }: { readonly state: TargetState }) {
  const title = useCountdown(endOf(state), (nowMs) => stateTitle(state, nowMs));
  return <span className={classes.stateTitle}>{title}</span>;
}

function StateText(props: { readonly state: TargetState; readonly target: Target }) {
  const text = stateText(props.state, props.target, useNow('minute'));
  return <span className={classes.stateText}>{text}</span>;
}

function stateTitle(state: TargetState, nowMs: number): string {
  switch (state.kind) {
    case 'active':
      return SWITCH_WORDS.stateActive(secondsTo(state.untilMs, nowMs));
    case 'starting':
      return SWITCH_WORDS.stateStarting;
    case 'waiting':
      return SWITCH_WORDS.stateWaiting(secondsTo(state.untilMs, nowMs));
    case 'expired':
      return SWITCH_WORDS.stateExpired;
    case 'failed':
    case 'none':
      return SWITCH_WORDS.stateNone;
  }
}

function stateText(state: TargetState, target: Target, nowMs: number): string {
  switch (state.kind) {
    case 'active':
      return renews(target)
        ? SWITCH_WORDS.stateRenews(momentWords(instantOf(state.untilMs), nowMs))
        : SWITCH_WORDS.stateExpires(momentWords(instantOf(state.untilMs), nowMs));
    case 'starting':
      return SWITCH_WORDS.stateStartingText;
    case 'waiting':
      return SWITCH_WORDS.stateWaitingText;
    case 'expired':
      return SWITCH_WORDS.stateExpiredText(momentWords(instantOf(state.sinceMs), nowMs));
    case 'failed':
      return target.failedAt === null
        ? ''
        : SWITCH_WORDS.failedAt(momentWords(target.failedAt, nowMs));
    case 'none':
      return SWITCH_WORDS.stateNoneText;
  }
}
