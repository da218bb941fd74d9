import type { Target } from '#shared/contract/things.ts';
import { knownFailure } from '#renderer/api/known-failure.ts';
import { ActionMenu } from '#renderer/components/action-menu.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { useIsPinned } from '#renderer/state/habits.ts';
import { useWorld } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { useTargetTask } from './use-target-task.ts';
import { useTargetActions } from './use-target-actions.ts';
import { CodePrompt } from './code-prompt.tsx';
import { PanelFacts } from './panel-facts.tsx';
import { PanelKey } from './panel-key.tsx';
import { PanelPlan } from './panel-plan.tsx';
import { PanelScopes } from './panel-scopes.tsx';
import { PanelState } from './panel-state.tsx';
import { TargetFailure } from './target-failure.tsx';
import classes from './target-panel.module.css';

/** All about the selected target, most urgent first. */
export function TargetPanel({ target }: { readonly target: Target }) {
  const task = useTargetTask(target.name);
  const { switching } = useWorld();
  const actions = useTargetActions(target);
  const isPinned = useIsPinned(target.name);
  const known =
    target.failure === null || target.session.state === 'starting'
      ? null
      : knownFailure(target.failure);
  const failure = task.failure ?? known;
  return (
    <section className={classes.panel} aria-label={SWITCH_WORDS.panel}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{target.name}</h2>
          <p className={classes.kind}>
            {SWITCH_WORDS.kinds[target.kind]}{' '}
            <span className={classes.principal}>{target.principal}</span>
          </p>
        </div>
        <IconButton
          icon={isPinned ? 'unpin' : 'pin'}
          label={isPinned ? SWITCH_WORDS.unpinOf(target.name) : SWITCH_WORDS.pinOf(target.name)}
          onPress={() => void switching.pin(target.name, !isPinned)}
        />
        <ActionMenu label={SWITCH_WORDS.more(target.name)} actions={actions}>
          <IconButton icon="more" label={SWITCH_WORDS.more(target.name)} />
        </ActionMenu>
      </header>
      <PanelState target={target} task={task} />
      {task.codeNeeded === null ? null : (
        <CodePrompt key={target.name} target={target} task={task} serial={task.codeNeeded} />
      )}
      {failure === null ? null : <TargetFailure target={target} failure={failure} task={task} />}
      <PanelFacts target={target} />
      {target.kind === 'identity' ? <PanelKey name={target.name} /> : null}
      <PanelPlan target={target.name} />
      {target.kind === 'role' ? <PanelScopes role={target.name} /> : null}
    </section>
  );
}
