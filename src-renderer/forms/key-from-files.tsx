import { type ReactNode, useState } from 'react';
import { suggestName } from '#shared/names.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { RadioCards } from '../components/radio-cards.tsx';
import { SecretField } from '../components/secret-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { FILES_WORDS } from '../words/first-run.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { deviceName } from '../words/plan-steps.ts';
import { EndpointField } from './endpoint-field.tsx';
import { FormFrame } from './form-frame.tsx';
import classes from './form.module.css';
import type { FoundKey, FoundRole } from './from-files.tsx';
import { given } from './given.ts';
import { RULES } from './rules.ts';
import { useField } from './use-field.ts';
import { useSecretText } from './use-secret-text.ts';

const FIELDS = ['name', 'profile', 'mfaSeed'];

/** Which of the keys that were found, and what to call it. */
export function KeyFromFiles(props: {
  readonly keys: readonly FoundKey[];
  readonly roles: readonly FoundRole[];
  readonly notices: ReactNode;
  readonly cancelLabel: string;
  onCancel(): void;
  onAdded(identity: string, fromProfile: string): void;
}) {
  const { api, toasts } = useWorld();
  const [chosen, setChosen] = useState<FoundKey | null>(
    props.keys.length === 1 ? (props.keys[0] ?? null) : null,
  );
  const firstEndpoint = useSnapshot(({ endpoints }) => endpoints[0]?.name ?? '');
  const [endpoint, setEndpoint] = useState(firstEndpoint);
  const [isUnchosen, setUnchosen] = useState(false);
  const task = useTask(async (allowRoot: boolean) => {
    if (chosen === null) return;
    const added = await api.identities.addFromProfile({
      name: name.value,
      fromProfile: chosen.profile,
      ...given('endpoint', endpoint),
      ...given('profile', profile.value),
      ...given('mfaSeed', seed.read()),
      ...(allowRoot ? { allowRoot } : {}),
    });
    seed.forget();
    toasts.show(FORM_WORDS.added(added.name));
    props.onAdded(added.name, chosen.profile);
  });
  const { failure } = task;
  const initial = chosen === null ? '' : suggestName(chosen.profile);
  const name = useField('name', { initial, problemOf: RULES.name, failure });
  const profile = useField('profile', {
    initial: initial === '' ? '' : deliveredAs(initial),
    problemOf: RULES.name,
    failure,
  });
  const seed = useSecretText('mfaSeed', { problemOf: RULES.anything, failure });

  function choose(id: string): void {
    const found = props.keys.find((key) => idOf(key) === id) ?? null;
    setChosen(found);
    setUnchosen(false);
    if (found === null) return;
    if (!name.isChanged) name.set(suggestName(found.profile));
    if (!profile.isChanged) profile.set(deliveredAs(suggestName(found.profile)));
  }

  const serial = chosen?.mfaSerial ?? null;

  function submit(allowRoot: boolean): void {
    setUnchosen(chosen === null);
    const checks = [name.check(), profile.check()];
    if (chosen !== null && checks.every(Boolean)) void task.run(allowRoot);
  }

  return (
    <FormFrame
      submitLabel={FILES_WORDS.add}
      cancelLabel={props.cancelLabel}
      isBusy={task.running}
      failure={failure}
      fields={FIELDS}
      failureActions={
        failure?.code === 'identity/root-key' ? (
          <Button size="s" onPress={() => submit(true)}>
            {FORM_WORDS.rootInsist}
          </Button>
        ) : null
      }
      onSubmit={() => submit(false)}
      onCancel={props.onCancel}
    >
      <p className={classes.lead}>{FILES_WORDS.lead}</p>
      {props.notices}
      <RadioCards
        label={FILES_WORDS.keys}
        value={chosen === null ? null : idOf(chosen)}
        onChange={choose}
        cards={props.keys.map((key) => ({
          id: idOf(key),
          label: `${key.profile} · ${key.accessKeyId}`,
          note: FILES_WORDS.where(key.path, key.line),
        }))}
      />
      {isUnchosen ? <Notice tone="warn" title={FILES_WORDS.choose} isAlert /> : null}
      <div className={classes.pair}>
        <TextField label={FORM_WORDS.name} {...name.props} />
        <TextField
          label={FORM_WORDS.profile}
          {...(chosen === null ? {} : { hint: FILES_WORDS.profileNote(chosen.profile) })}
          {...profile.props}
        />
      </div>
      <SecretField
        label={serial === null ? MFA_WORDS.seed : `${MFA_WORDS.seed} (${deviceName(serial)})`}
        hint={MFA_WORDS.seedHint}
        isOptional
        {...seed.props}
      />
      <EndpointField value={endpoint} onChange={setEndpoint} />
      {props.roles.length === 0 ? null : (
        <p className={classes.lead}>{FILES_WORDS.rolesWaiting(props.roles.length)}</p>
      )}
    </FormFrame>
  );
}

function idOf(key: FoundKey): string {
  return `${key.path}:${key.line}`;
}

/** The user's own section keeps its name, so ours needs another. */
function deliveredAs(name: string): string {
  return suggestName(`${name}-latchkey`);
}
