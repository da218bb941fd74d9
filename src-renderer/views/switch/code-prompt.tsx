import type { FormEvent } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { Target } from '#shared/contract/things.ts';
import { Button } from '#renderer/components/button.tsx';
import { CodeField } from '#renderer/components/code-field.tsx';
import { useCode } from '#renderer/forms/use-code.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import classes from './target-panel.module.css';
import type { TargetTaskHandle } from './use-target-task.ts';

/** Asks for a code that only the user's own device can make, where the switch was begun. */
export function CodePrompt(props: {
  readonly target: Target;
  readonly task: TargetTaskHandle;
  readonly serial: string;
}) {
  const { target, task, serial } = props;
  const code = useCode();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const mfaCode = code.take();
    if (mfaCode !== null) task.startWith({ mfaCode });
  }

  return (
    <form className={classes.code} onSubmit={submit}>
      <CodeField
        label={SWITCH_WORDS.codeNeeded(deviceName(serial))}
        hint={SWITCH_WORDS.codeHint}
        {...code.props}
        autoFocus
      />
      <div className={classes.codeButtons}>
        <Button
          type="submit"
          tone="primary"
          isBusy={task.running === 'switch'}
          aria-label={SWITCH_WORDS.switchTo(target.name)}
        >
          {SWITCH_WORDS.switch}
        </Button>
      </div>
    </form>
  );
}
