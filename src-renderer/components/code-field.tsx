import { Input } from 'react-aria-components/Input';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldFoot, FieldLabel, type FieldSaying } from './field-parts.tsx';
import fieldClasses from './field.module.css';
import { cx } from './cx.ts';
import classes from './code-field.module.css';

/** Six digits, typed or pasted in whatever grouping. */
export function CodeField(
  props: FieldSaying & {
    readonly value: string;
    onChange(digits: string): void;
    readonly autoFocus?: boolean;
  },
) {
  return (
    <AriaTextField
      className={fieldClasses.field ?? ''}
      value={props.value}
      onChange={(text) => props.onChange(text.replaceAll(/\D/g, '').slice(0, 6))}
      isInvalid={props.problem !== undefined && props.problem !== null}
      validationBehavior="aria"
      inputMode="numeric"
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
    >
      <FieldLabel {...props} />
      <Input className={cx(fieldClasses.input, classes.input)} />
      <FieldFoot {...props} />
    </AriaTextField>
  );
}
