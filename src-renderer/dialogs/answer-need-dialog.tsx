import { deviceName } from '#shared/arn.ts';
import type { Need } from '#shared/contract/things.ts';
import { PERSON_LIMIT_MS } from '#shared/person-limit.ts';
import { SECOND_MS } from '#shared/time.ts';
import { knownFailure } from '../api/known-failure.ts';
import { CodeField } from '../components/code-field.tsx';
import { Dialog } from '../components/dialog.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { CODE_FIELD, useCode } from '../forms/use-code.ts';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { useNeedUntilOver } from './use-need-until-over.ts';

/** Asks for a code that only the user's own device can make, for all that wait for it. */
export function AnswerNeedDialog(props: { readonly id: string; onClose(): void }) {
  const { api, toasts } = useWorld();
  const task = useTask(async ({ id, targets }: Need, mfaCode: string) => {
    const { used } = await api.needs.answer({ id, mfaCode });
    toasts.show(used ? NEED_WORDS.codeTaken(targets) : NEED_WORDS.codeNotNeeded);
    props.onClose();
  });
  const code = useCode(task.failure);
  const need = useNeedUntilOver(props.id, { isAnswering: task.running, onClose: props.onClose });
  const failure = need === null ? null : knownFailure(need.failure);
  if (need === null || failure?.code !== 'mfa/code-needed') return null;

  function submit(asked: Need): void {
    const digits = code.take();
    if (digits !== null) void task.run(asked, digits);
  }

  return (
    <Dialog
      title={NEED_WORDS.codeTitle(deviceName(failure.facts.serial))}
      size="s"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <FormFrame
        submitLabel={NEED_WORDS.codeDo}
        isBusy={task.running}
        failure={task.failure}
        fields={[CODE_FIELD]}
        onSubmit={() => submit(need)}
        onCancel={props.onClose}
      >
        <p>{NEED_WORDS.codeFor(need.targets)}</p>
        <CodeField
          label={NEED_WORDS.code}
          hint={NEED_WORDS.codeHint}
          {...code.props}
          onChange={(digits) => {
            code.props.onChange(digits);
            task.clear();
          }}
          autoFocus
        />
        <p className={classes.lead}>{NEED_WORDS.codeWait(PERSON_LIMIT_MS / SECOND_MS)}</p>
      </FormFrame>
    </Dialog>
  );
}
