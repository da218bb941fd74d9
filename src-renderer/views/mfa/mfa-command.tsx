import { commandLineOf } from '#shared/command-line.ts';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useWorld } from '#renderer/state/world.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import classes from './mfa-card.module.css';

/** The command that prints a device's codes, all of it: it can be forgotten here, and set in a terminal only. */
export function MfaCommand(props: {
  readonly identity: string;
  readonly words: readonly string[];
}) {
  const { api, toasts } = useWorld();
  const forget = useTask(async () => {
    await api.mfa.add({ identity: props.identity, process: null });
    toasts.show(MFA_WORDS.commandForgotten(props.identity));
  });
  return (
    <div className={classes.noSeed}>
      <p>{MFA_WORDS.byCommand}</p>
      <code className={classes.command}>{commandLineOf(props.words)}</code>
      <Button size="s" isBusy={forget.running} onPress={() => void forget.run()}>
        {MFA_WORDS.commandForget}
      </Button>
      {forget.failure === null ? null : <FailureNotice failure={forget.failure} />}
    </div>
  );
}
