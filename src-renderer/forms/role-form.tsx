import { useState } from 'react';
import { parseRoleArn, roleArnProblem } from '#shared/arn.ts';
import type { SessionOptions } from '#shared/contract/session-options.ts';
import type { Deliver, Role, RoleMfa } from '#shared/contract/things.ts';
import { suggestName } from '#shared/names.ts';
import { ComboField } from '../components/combo-field.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { RadioCards } from '../components/radio-cards.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { useTask } from '../state/use-task.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { durationChoices, LONGEST_SECONDS } from './duration-choices.ts';
import { DeliveryField } from './delivery-field.tsx';
import { FormFrame } from './form-frame.tsx';
import classes from './form.module.css';
import { RULES } from './rules.ts';
import {
  SESSION_OPTION_FIELDS,
  SessionOptionFields,
  useSessionOptions,
} from './session-option-fields.tsx';
import { useField } from './use-field.ts';
import { useSourceChoices } from './use-source-choices.ts';

const FIELDS = [
  'name',
  'roleArn',
  'source',
  'profile',
  'region',
  'externalId',
  'sessionName',
  ...SESSION_OPTION_FIELDS,
];
const MODES: readonly RoleMfa[] = ['session', 'direct', 'none'];

/** All that is said about a role; an empty text means that nothing is. */
export interface RoleValues {
  readonly name: string;
  readonly roleArn: string;
  readonly source: string;
  readonly mfa: RoleMfa;
  readonly profile: string;
  readonly deliver: Deliver;
  readonly region: string;
  readonly durationSeconds: number | null;
  readonly externalId: string;
  readonly sessionName: string;
  readonly options: SessionOptions;
}

/** A role, new or changed. Its name and profile are given once; the profile is changed elsewhere. */
export function RoleForm(props: {
  /** The role to change; null for a new one. */
  readonly role: Role | null;
  readonly source: string;
  onCancel(): void;
  onSend(values: RoleValues): Promise<void>;
}) {
  const { role } = props;
  const task = useTask(props.onSend);
  const { failure } = task;
  const arn = useField('roleArn', {
    initial: role?.roleArn ?? '',
    problemOf: RULES.roleArn,
    failure,
  });
  const name = useField('name', { initial: role?.name ?? '', problemOf: RULES.name, failure });
  const source = useField('source', { initial: props.source, problemOf: RULES.name, failure });
  const profile = useField('profile', { problemOf: RULES.optionalName, failure });
  const region = useField('region', {
    initial: role?.region ?? '',
    problemOf: RULES.optionalRegion,
    failure,
  });
  const externalId = useField('externalId', {
    initial: role?.externalId ?? '',
    problemOf: RULES.optionalExternalId,
    failure,
  });
  const sessionName = useField('sessionName', {
    initial: role?.sessionName ?? '',
    problemOf: RULES.optionalSessionName,
    failure,
  });
  const options = useSessionOptions(role, failure);
  const [mfa, setMfa] = useState<RoleMfa>(role?.mfa ?? 'session');
  const [deliver, setDeliver] = useState<Deliver>(role?.deliver ?? 'file');
  const [duration, setDuration] = useState(String(role?.durationSeconds ?? ''));
  const sourceChoices = useSourceChoices(role?.name ?? null);
  const inside = [profile, region, externalId, sessionName];

  function submit(): void {
    const checks = [arn, name, source, ...inside, options].map((field) => field.check());
    if (!checks.every(Boolean)) return;
    void task.run({
      name: name.value,
      roleArn: arn.value,
      source: source.value,
      mfa,
      profile: profile.value,
      deliver,
      region: region.value,
      durationSeconds: duration === '' ? null : Number(duration),
      externalId: externalId.value,
      sessionName: sessionName.value,
      options: options.read(),
    });
  }

  return (
    <FormFrame
      submitLabel={role === null ? FORM_WORDS.roleAddDo : FORM_WORDS.roleEditDo}
      isBusy={task.running}
      failure={failure}
      fields={FIELDS}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <TextField
        label={FORM_WORDS.roleArn}
        placeholder="arn:aws:iam::123456789012:role/ReadOnly"
        isMono
        autoFocus
        {...arn.props}
        onChange={(text) => {
          arn.props.onChange(text);
          const isNew = role === null && !name.isChanged;
          if (isNew && roleArnProblem(text.trim()) === null)
            name.set(suggestName(parseRoleArn(text.trim()).roleName));
        }}
      />
      <div className={classes.pair}>
        {role === null ? <TextField label={FORM_WORDS.name} {...name.props} /> : null}
        <ComboField
          label={FORM_WORDS.source}
          value={source.value}
          onChange={source.props.onChange}
          problem={source.props.problem}
          choicesFor={sourceChoices}
          emptyText={FORM_WORDS.sourceEmpty}
        />
      </div>
      <RadioCards<RoleMfa>
        label={FORM_WORDS.mfaMode}
        value={mfa}
        onChange={(mode) => {
          setMfa(mode);
          if (Number(duration) > LONGEST_SECONDS[mode]) setDuration('');
        }}
        cards={MODES.map((mode) => ({ id: mode, ...FORM_WORDS.mfaModes[mode] }))}
      />
      <Disclosure
        title={FORM_WORDS.more}
        needsAttention={inside.some(({ props: { problem } }) => problem !== null)}
      >
        <div className={classes.stack}>
          <div className={classes.pair}>
            <SelectField
              label={FORM_WORDS.duration}
              value={duration}
              onChange={setDuration}
              choices={durationChoices(LONGEST_SECONDS[mfa], role?.durationSeconds ?? null)}
            />
            <TextField
              label={FORM_WORDS.region}
              isOptional
              placeholder="eu-west-1"
              {...region.props}
            />
          </div>
          <div className={classes.pair}>
            <TextField
              label={FORM_WORDS.externalId}
              hint={FORM_WORDS.externalIdHint}
              isOptional
              isMono
              {...externalId.props}
            />
            <TextField
              label={FORM_WORDS.sessionName}
              hint={FORM_WORDS.sessionNameHint}
              isOptional
              {...sessionName.props}
            />
          </div>
          {role === null ? (
            <>
              <TextField
                label={FORM_WORDS.profile}
                hint={FORM_WORDS.profileHint}
                placeholder={name.value}
                isOptional
                {...profile.props}
              />
              <DeliveryField value={deliver} onChange={setDeliver} />
            </>
          ) : null}
        </div>
      </Disclosure>
      <SessionOptionFields state={options} />
    </FormFrame>
  );
}
