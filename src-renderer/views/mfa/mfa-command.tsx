import { commandLineOf } from '#shared/command-line.ts';
import { Button } from '#renderer/components/button.tsx';
import { useOpenDialog } from '#renderer/state/world.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import classes from './mfa-card.module.css';

/** The command that prints a device's codes, all of it: it can be forgotten here, and set in a terminal only. */
export function MfaCommand(props: {
  readonly identity: string;
  readonly words: readonly string[];
}) {
  const openDialog = useOpenDialog();
  return (
    <div className={classes.noSeed}>
      <p>{MFA_WORDS.byCommand}</p>
      <code className={classes.command}>{commandLineOf(props.words)}</code>
      <Button
        size="s"
        onPress={() => openDialog({ kind: 'forget-mfa-command', identity: props.identity })}
      >
        {MFA_WORDS.commandForget}
      </Button>
    </div>
  );
}
