import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/text-field.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { given } from '../forms/given.ts';
import { RULES } from '../forms/rules.ts';
import { useField } from '../forms/use-field.ts';
import { useTask } from '../state/use-task.ts';
import { useApi } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { FORM_WORDS } from '../words/forms.ts';

const FIELDS = ['name', 'region', 'stsUrl', 'iamUrl', 'caFile'];

/** Another place to call: LocalStack, another partition, a company's own address. */
export function AddEndpointDialog(props: { onClose(): void; onAdded(name: string): void }) {
  const api = useApi();
  const task = useTask(async () => {
    const added = await api.endpoints.add({
      name: name.value,
      ...given('region', region.value),
      ...given('stsUrl', stsUrl.value),
      ...given('iamUrl', iamUrl.value),
      ...given('caFile', caFile.value),
    });
    props.onAdded(added.name);
  });
  const { failure } = task;
  const name = useField('name', { problemOf: RULES.name, failure });
  const region = useField('region', { problemOf: RULES.optionalRegion, failure });
  const stsUrl = useField('stsUrl', { problemOf: RULES.optionalUrl, failure });
  const iamUrl = useField('iamUrl', { problemOf: RULES.optionalUrl, failure });
  const caFile = useField('caFile', { problemOf: RULES.optionalPath, failure });

  function submit(): void {
    const checks = [name, region, stsUrl, iamUrl, caFile].map((field) => field.check());
    if (checks.every(Boolean)) void task.run();
  }

  return (
    <Dialog title={FORM_WORDS.endpointTitle} closeLabel={APP_WORDS.close} onClose={props.onClose}>
      <FormFrame
        submitLabel={FORM_WORDS.endpointDo}
        isBusy={task.running}
        failure={failure}
        fields={FIELDS}
        onSubmit={submit}
        onCancel={props.onClose}
      >
        <p className={classes.lead}>{FORM_WORDS.endpointLead}</p>
        <div className={classes.pair}>
          <TextField label={FORM_WORDS.name} autoFocus placeholder="localstack" {...name.props} />
          <TextField
            label={FORM_WORDS.region}
            isOptional
            placeholder="us-east-1"
            {...region.props}
          />
        </div>
        <TextField
          label={FORM_WORDS.stsUrl}
          isOptional
          isMono
          placeholder="http://localhost:4566"
          {...stsUrl.props}
        />
        <TextField
          label={FORM_WORDS.iamUrl}
          isOptional
          isMono
          placeholder="http://localhost:4566"
          {...iamUrl.props}
        />
        <TextField
          label={FORM_WORDS.caFile}
          isOptional
          isMono
          hint={FORM_WORDS.caFileHint}
          {...caFile.props}
        />
      </FormFrame>
    </Dialog>
  );
}
