import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { Target } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import { Button } from '#renderer/components/button.tsx';
import { KindRing } from '#renderer/components/kind-ring.tsx';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { momentWords } from '#renderer/words/time.ts';
import { isAtWork, ringOf, type TargetState } from './target-state.ts';
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
  const { state, nowMs } = useTargetState(target);
  const { title, text } = stateWords(state, target, nowMs);
  const isActive = state.kind === 'active';
  const isBusy = isAtWork(state, task);
  return (
    <div className={classes.stateBox}>
      <div className={classes.state}>
        <KindRing
          kind={target.kind}
          size={44}
          isBusy={state.kind === 'starting'}
          {...ringOf(state, nowMs)}
        />
        <div className={classes.stateWords}>
          <span className={classes.stateTitle}>{title}</span>
          {/* What has become of it; not each second that passes. */}
          <VisuallyHidden>
            <span role="status">{SWITCH_WORDS.stands(target.name, state.kind)}</span>
          </VisuallyHidden>
          <span className={classes.stateText}>{text}</span>
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

function stateWords(
  state: TargetState,
  target: Target,
  nowMs: number,
): { readonly title: string; readonly text: string } {
  const secondsTo = (ms: number) => Math.max(0, Math.ceil((ms - nowMs) / 1000));
  switch (state.kind) {
    case 'active':
      return {
        title: SWITCH_WORDS.stateActive(secondsTo(state.untilMs)),
        text: renews(target)
          ? SWITCH_WORDS.stateRenews(momentWords(instantOf(state.untilMs), nowMs))
          : SWITCH_WORDS.stateExpires(momentWords(instantOf(state.untilMs), nowMs)),
      };
    case 'starting':
      return { title: SWITCH_WORDS.stateStarting, text: SWITCH_WORDS.stateStartingText };
    case 'waiting':
      return {
        title: SWITCH_WORDS.stateWaiting(secondsTo(state.untilMs)),
        text: SWITCH_WORDS.stateWaitingText,
      };
    case 'expired':
      return {
        title: SWITCH_WORDS.stateExpired,
        text: SWITCH_WORDS.stateExpiredText(momentWords(instantOf(state.sinceMs), nowMs)),
      };
    case 'failed':
      return {
        title: SWITCH_WORDS.stateNone,
        text:
          target.failedAt === null
            ? ''
            : SWITCH_WORDS.failedAt(momentWords(target.failedAt, nowMs)),
      };
    case 'none':
      return { title: SWITCH_WORDS.stateNone, text: SWITCH_WORDS.stateNoneText };
  }
}
