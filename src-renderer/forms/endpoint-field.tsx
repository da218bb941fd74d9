import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/select-field.tsx';
import { AddEndpointDialog } from '../dialogs/add-endpoint-dialog.tsx';
import { useSnapshot } from '../state/world.ts';
import { FORM_WORDS } from '../words/forms.ts';
import classes from './endpoint-field.module.css';

/** Where calls go: one of the endpoints, or a new one. */
export function EndpointField(props: { readonly value: string; onChange(name: string): void }) {
  const endpoints = useSnapshot((snapshot) => snapshot.endpoints);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className={classes.field}>
      <SelectField
        label={FORM_WORDS.endpoint}
        value={props.value}
        onChange={props.onChange}
        choices={endpoints.map(({ name, region }) => ({ id: name, label: name, note: region }))}
      />
      <Button onPress={() => setAdding(true)}>{FORM_WORDS.addEndpoint}</Button>
      {isAdding ? (
        <AddEndpointDialog
          onClose={() => setAdding(false)}
          onAdded={(name) => {
            props.onChange(name);
            setAdding(false);
          }}
        />
      ) : null}
    </div>
  );
}
