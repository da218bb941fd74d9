import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel } from './field-parts.tsx';
import classes from './field.module.css';
import type { TextFieldProps } from './text-field.tsx';

/** A text of several lines. */
export function TextArea({
  label,
  hint,
  problem = null,
  isOptional,
  placeholder,
  isMono,
  rows,
  ...rest
}: Omit<TextFieldProps, 'isLabelHidden'> & { readonly rows: number }) {
  const saying = { label, hint, problem, ...(isOptional === undefined ? {} : { isOptional }) };
  return (
    <AriaTextField
      autoComplete="off"
      spellCheck="false"
      {...rest}
      isInvalid={problem !== null}
      validationBehavior="aria"
      className={classes.field ?? ''}
    >
      <FieldLabel {...saying} />
      <AriaTextArea
        rows={rows}
        className={cx(classes.input, classes.area, isMono === true && classes.mono)}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      <FieldFoot {...saying} />
    </AriaTextField>
  );
}
