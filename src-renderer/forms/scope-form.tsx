import { useState } from 'react';
import { scopeName, type Scope } from '#shared/contract/scope.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { Role } from '#shared/contract/things.ts';
import { Checkbox } from '../components/checkbox.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { useTask } from '../state/use-task.ts';
import { SCOPE_WORDS } from '../words/scopes.ts';
import { durationChoices, LONGEST_SECONDS } from './duration-choices.ts';
import { schemaProblem } from './field-problem.ts';
import { FormFrame } from './form-frame.tsx';
import {
  PolicyFields,
  SESSION_OPTION_FIELDS,
  useSessionOptions,
} from './session-option-fields.tsx';
import { TagFields } from './tag-fields.tsx';
import { useField } from './use-field.ts';

const FIELDS = ['name', ...SESSION_OPTION_FIELDS];
const nameProblem = schemaProblem(scopeName);

/** A scope of a role, new or changed. Its name is given once: commands are written with it. */
export function ScopeForm(props: {
  readonly role: Role;
  /** The scope to change; null for a new one. */
  readonly scope: Scope | null;
  onCancel(): void;
  onSend(scope: Scope): Promise<void>;
}) {
  const { role, scope } = props;
  const task = useTask(props.onSend);
  const { failure } = task;
  const name = useField('name', {
    initial: scope?.name ?? '',
    problemOf: (text) =>
      nameProblem(text) ??
      // Setting it would put the new one in the place of the other.
      (scope === null && role.scopes.some((other) => other.name === text)
        ? SCOPE_WORDS.nameTaken
        : null),
    failure,
  });
  const options = useSessionOptions(
    scope === null ? null : { ...NO_SESSION_OPTIONS, ...optionsOf(scope) },
    failure,
  );
  const [duration, setDuration] = useState(String(scope?.durationSeconds ?? ''));
  const [asks, setAsks] = useState(scope === null || scope.approval === 'each-time');

  function submit(): void {
    const checks = [name, options].map((part) => part.check());
    if (!checks.every(Boolean)) return;
    void task.run({
      name: name.value,
      ...optionsOf(options.read()),
      durationSeconds: duration === '' ? null : Number(duration),
      approval: asks ? 'each-time' : 'none',
    });
  }

  return (
    <FormFrame
      submitLabel={scope === null ? SCOPE_WORDS.addDo : SCOPE_WORDS.editDo}
      isBusy={task.running}
      failure={failure}
      fields={FIELDS}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      {scope === null ? (
        <TextField
          label={SCOPE_WORDS.name}
          hint={SCOPE_WORDS.nameHint(role.name)}
          placeholder="readonly"
          autoFocus
          {...name.props}
        />
      ) : null}
      <PolicyFields state={options} />
      <TagFields state={options.tags} mayGoOn={false} />
      <SelectField
        label={SCOPE_WORDS.length}
        value={duration}
        onChange={setDuration}
        choices={durationChoices(
          LONGEST_SECONDS[role.mfa],
          scope?.durationSeconds ?? null,
          SCOPE_WORDS.lengthOfRole,
        )}
      />
      <Checkbox hint={SCOPE_WORDS.askHint} isSelected={asks} onChange={setAsks}>
        {SCOPE_WORDS.ask}
      </Checkbox>
    </FormFrame>
  );
}

function optionsOf({ tags, policyArns, policy }: Pick<Scope, 'tags' | 'policyArns' | 'policy'>) {
  return { tags, policyArns, policy };
}
