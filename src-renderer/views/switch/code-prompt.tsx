import { type FormEvent, useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { Target } from '#shared/contract/things.ts';
import { Button } from '#renderer/components/button.tsx';
import { CodeField } from '#renderer/components/code-field.tsx';
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
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.length !== 6) {
      setProblem(SWITCH_WORDS.codeProblem);
      return;
    }
    // AWS takes a code once: whatever comes of it, this one is spent.
    setCode('');
    task.startWith({ mfaCode: code });
  }

  return (
    <form className={classes.code} onSubmit={submit}>
      <CodeField
        label={SWITCH_WORDS.codeNeeded(deviceName(serial))}
        hint={SWITCH_WORDS.codeHint}
        problem={problem}
        value={code}
        onChange={(digits) => {
          setCode(digits);
          setProblem(null);
        }}
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
