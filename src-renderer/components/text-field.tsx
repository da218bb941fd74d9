import { Input } from 'react-aria-components/Input';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, type FieldSaying } from './field-parts.tsx';
import classes from './field.module.css';

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'>, FieldSaying {
  readonly placeholder?: string;
  /** For ids and ARNs, which are compared letter by letter. */
  readonly isMono?: boolean;
  /** Where the label is said by what stands around the field, and is for screen readers alone. */
  readonly isLabelHidden?: boolean;
}

export function TextField({
  label,
  hint,
  problem = null,
  isOptional,
  placeholder,
  isMono,
  isLabelHidden = false,
  ...rest
}: TextFieldProps) {
  const saying = { label, hint, problem, ...(isOptional === undefined ? {} : { isOptional }) };
  return (
    <AriaTextField
      autoComplete="off"
      spellCheck="false"
      {...rest}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      isInvalid={problem !== null}
      validationBehavior="aria"
      className={classes.field ?? ''}
    >
      {isLabelHidden ? null : <FieldLabel {...saying} />}
      <Input
        className={cx(classes.input, isMono === true && classes.mono)}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      <FieldFoot {...saying} />
    </AriaTextField>
  );
}
