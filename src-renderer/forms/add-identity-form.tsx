import { useState } from 'react';
import type { Deliver } from '#shared/contract/things.ts';
import { suggestName } from '#shared/names.ts';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { SecretField } from '../components/secret-field.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import type { Given } from '../drop/given.ts';
import { GivenLine } from '../drop/given-line.tsx';
import type { GivenKey } from '../drop/key-in-settings.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { durationChoices } from './duration-choices.ts';
import { DeliveryField } from './delivery-field.tsx';
import { EndpointField } from './endpoint-field.tsx';
import classes from './form.module.css';
import { FormFrame } from './form-frame.tsx';
import { given } from './given.ts';
import { MfaFields, useMfaFields } from './mfa-fields.tsx';
import { RULES } from './rules.ts';
import { useField } from './use-field.ts';
import { useSecretText } from './use-secret-text.ts';

const FIELDS = [
  'name',
  'accessKeyId',
  'secretAccessKey',
  'mfaSeed',
  'mfaSerial',
  'profile',
  'region',
];
const LONGEST_SESSION_SECONDS = 129_600;

/** A new IAM user: its key, its MFA device, and what else there is to say. */
export function AddIdentityForm(props: {
  readonly cancelLabel?: string;
  /** A key or a seed that it is filled in with. */
  readonly given?: Given | undefined;
  onCancel(): void;
  onDone(name: string): void;
}) {
  const { api, toasts } = useWorld();
  const [endpoint, setEndpoint] = useDefaultEndpoint();
  const endpointRegion = useSnapshot(
    ({ endpoints }) => endpoints.find(({ name }) => name === endpoint)?.region ?? '',
  );
  const [duration, setDuration] = useState('');
  const [deliver, setDeliver] = useState<Deliver>('file');
  const task = useTask(async (allowRoot: boolean) => {
    const added = await api.identities.add({
      name: name.value,
      ...given('endpoint', endpoint),
      accessKeyId: keyId.value,
      secretAccessKey: secret.read(),
      ...mfa.read(),
      ...given('profile', profile.value),
      deliver,
      ...given('region', region.value),
      ...(duration === '' ? {} : { durationSeconds: Number(duration) }),
      ...(allowRoot ? { allowRoot } : {}),
    });
    secret.forget();
    mfa.seed.forget();
    toasts.show(FORM_WORDS.added(added.name));
    props.onDone(added.name);
  });
  const { failure } = task;
  const freeName = useFreeName();
  const what = props.given?.what;
  const key = what?.kind === 'key' ? what.key : null;
  const name = useField('name', { initial: freeName(key), problemOf: RULES.name, failure });
  const keyId = useField('accessKeyId', {
    initial: key?.accessKeyId ?? '',
    problemOf: RULES.accessKeyId,
    failure,
  });
  const secret = useSecretText('secretAccessKey', {
    initial: key?.secretAccessKey,
    problemOf: RULES.secret,
    failure,
  });
  const mfa = useMfaFields(failure, {
    serial: key?.mfaSerial ?? undefined,
    seed: what?.kind === 'seed' ? what.seed.seed : undefined,
  });
  const profile = useField('profile', { problemOf: RULES.optionalName, failure });
  const region = useField('region', {
    initial: key?.region ?? '',
    problemOf: RULES.optionalRegion,
    failure,
  });

  function fillIn(next: GivenKey): void {
    keyId.set(next.accessKeyId);
    secret.set(next.secretAccessKey.reveal());
    if (name.value === '') name.set(freeName(next));
    if (region.value === '') region.set(next.region ?? '');
    if (mfa.choice === 'none' && next.mfaSerial !== null) {
      mfa.setChoice('typed');
      mfa.serial.set(next.mfaSerial);
    }
  }

  function submit(allowRoot: boolean): void {
    const checks = [
      name.check(),
      keyId.check(),
      secret.check(),
      mfa.check(),
      profile.check(),
      region.check(),
    ];
    if (checks.every(Boolean)) void task.run(allowRoot);
  }

  return (
    <FormFrame
      submitLabel={FORM_WORDS.identityDo}
      {...(props.cancelLabel === undefined ? {} : { cancelLabel: props.cancelLabel })}
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
      <p className={classes.lead}>{FORM_WORDS.identityLead}</p>
      <GivenLine
        initial={props.given}
        onKey={fillIn}
        onSeed={({ seed }) => {
          mfa.setChoice('seed');
          mfa.seed.set(seed.reveal());
        }}
      />
      <TextField label={FORM_WORDS.name} hint={FORM_WORDS.nameHint} autoFocus {...name.props} />
      <div className={classes.pair}>
        <TextField label={FORM_WORDS.accessKeyId} placeholder="AKIA…" isMono {...keyId.props} />
        <SecretField label={FORM_WORDS.secret} {...secret.props} />
      </div>
      <MfaFields state={mfa} />
      <Disclosure
        title={FORM_WORDS.more}
        needsAttention={profile.props.problem !== null || region.props.problem !== null}
      >
        <div className={classes.stack}>
          <EndpointField value={endpoint} onChange={setEndpoint} />
          <div className={classes.pair}>
            <TextField
              label={FORM_WORDS.profile}
              hint={FORM_WORDS.profileHint}
              placeholder={name.value}
              isOptional
              {...profile.props}
            />
            <TextField
              label={FORM_WORDS.region}
              hint={FORM_WORDS.regionHint(endpointRegion)}
              placeholder={endpointRegion}
              isOptional
              {...region.props}
            />
          </div>
          <DeliveryField value={deliver} onChange={setDeliver} />
          <SelectField
            label={FORM_WORDS.duration}
            value={duration}
            onChange={setDuration}
            choices={durationChoices(LONGEST_SESSION_SECONDS, null)}
          />
        </div>
      </Disclosure>
    </FormFrame>
  );
}

/** A name for a key: its user’s or its profile’s, unless a target has it. */
function useFreeName(): (key: GivenKey | null) => string {
  const targets = useSnapshot((snapshot) => snapshot.targets);
  return (key) => {
    const own = key?.userName ?? key?.profile ?? '';
    const name = own === '' ? '' : suggestName(own);
    return targets.some((target) => target.name === name) ? '' : name;
  };
}

/** The endpoint that calls go to unless said otherwise: the first there is. */
function useDefaultEndpoint(): readonly [string, (name: string) => void] {
  const first = useSnapshot(({ endpoints }) => endpoints[0]?.name ?? '');
  return useState(first);
}
