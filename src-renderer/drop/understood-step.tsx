import { useState } from 'react';
import type { Identity } from '#shared/contract/things.ts';
import { Notice } from '../components/notice.tsx';
import { RadioCards } from '../components/radio-cards.tsx';
import { SelectField } from '../components/select-field.tsx';
import classes from '../forms/form.module.css';
import { FormFrame } from '../forms/form-frame.tsx';
import { useSnapshot } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { DROP_WORDS } from '../words/drop.ts';
import type { Given } from './given.ts';
import { likelyIdentity } from './likely-identity.ts';
import type { Taken } from './recognise-text.ts';
import { Remains } from './remains.tsx';
import { UnderstoodFacts } from './understood-facts.tsx';

/** The form where it belongs. */
export type Destination =
  | { readonly to: 'new' }
  | { readonly to: 'existing'; readonly identity: string };

/** What was understood, and the question where it belongs. */
export function UnderstoodStep(props: {
  readonly given: Given;
  readonly what: Taken;
  onCancel(): void;
  onGoOn(destination: Destination): void;
}) {
  const { given, what } = props;
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const likely = likelyIdentity(what, identities);
  const [to, setTo] = useState<Destination['to']>(
    likely !== null || (what.kind === 'seed' && identities.length > 0) ? 'existing' : 'new',
  );
  const [identity, setIdentity] = useState(likely?.name ?? identities[0]?.name ?? '');
  const isKey = what.kind === 'key';
  const holder = isKey
    ? identities.find(({ accessKeyId }) => accessKeyId === what.key.accessKeyId)
    : undefined;
  return (
    <FormFrame
      submitLabel={APP_WORDS.goOn}
      isBusy={false}
      failure={null}
      onSubmit={() => props.onGoOn(to === 'new' ? { to } : { to, identity })}
      onCancel={props.onCancel}
    >
      <p className={classes.lead}>{DROP_WORDS.understood}</p>
      <UnderstoodFacts what={what} />
      {holder === undefined ? null : <Notice tone="info" title={DROP_WORDS.known(holder.name)} />}
      <RadioCards<Destination['to']>
        label={isKey ? DROP_WORDS.keyQuestion : DROP_WORDS.seedQuestion}
        value={to}
        onChange={setTo}
        cards={[
          {
            id: 'new',
            label: DROP_WORDS.asNew,
            note: isKey ? DROP_WORDS.asNewKeyNote : DROP_WORDS.asNewSeedNote,
          },
          {
            id: 'existing',
            label: DROP_WORDS.toExisting,
            note: isKey ? DROP_WORDS.toExistingKeyNote : DROP_WORDS.toExistingSeedNote,
            isDisabled: identities.length === 0,
          },
        ]}
      />
      {to === 'existing' ? (
        <div className={classes.nested}>
          <SelectField
            label={DROP_WORDS.identity}
            value={identity}
            onChange={setIdentity}
            choices={identities.map(choiceOf)}
          />
        </div>
      ) : null}
      <Remains given={given} />
    </FormFrame>
  );
}

function choiceOf({ name, userName, accountAlias, accountId }: Identity) {
  return {
    id: name,
    label: name,
    note: DROP_WORDS.identityNote(userName, accountAlias ?? accountId),
  };
}
