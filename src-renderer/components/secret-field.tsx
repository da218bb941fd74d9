import { use, useRef, useState, type RefObject } from 'react';
import { Input, InputContext, type InputProps } from 'react-aria-components/Input';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, type FieldSaying } from './field-parts.tsx';
import classes from './field.module.css';
import { HoldToShow } from './hold-to-show.tsx';

export interface SecretFieldProps
  extends
    Omit<
      AriaTextFieldProps,
      'className' | 'style' | 'children' | 'isInvalid' | 'value' | 'type' | 'onChange'
    >,
    FieldSaying {
  /** The value is read from here once, when it is sent: it is never part of React's state. */
  readonly inputRef: RefObject<HTMLInputElement | null>;
  onChange?(): void;
}

/** A field whose value is seen only while its eye is held down. */
export function SecretField({
  label,
  hint,
  problem = null,
  isOptional,
  inputRef,
  onChange,
  ...rest
}: SecretFieldProps) {
  const [isShown, setShown] = useState(false);
  const saying = { label, hint, problem, ...(isOptional === undefined ? {} : { isOptional }) };
  return (
    <AriaTextField
      {...rest}
      autoComplete="off"
      spellCheck="false"
      type={isShown ? 'text' : 'password'}
      isInvalid={problem !== null}
      validationBehavior="aria"
      className={classes.field ?? ''}
    >
      <FieldLabel {...saying} />
      <div className={classes.box}>
        <UntrackedInput inputRef={inputRef} onChange={() => onChange?.()} />
        <span className={classes.inBox}>
          <HoldToShow what={label} onChange={setShown} />
        </span>
      </div>
      <FieldFoot {...saying} />
    </AriaTextField>
  );
}

/** React Aria keeps the value of its fields in React’s state, and writes it back: not that of this one. */
function UntrackedInput({
  inputRef,
  onChange,
}: {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  onChange(): void;
}) {
  // A text field has one input, so it gives the plain properties of that.
  const { value: _, ...given } = use(InputContext) as InputProps;
  return (
    <InputContext value={{ ...given, onChange }}>
      <Input
        ref={inputRef}
        className={cx(classes.input, classes.mono, classes.withButton)}
        data-1p-ignore=""
        data-lpignore="true"
      />
    </InputContext>
  );
}

/** The reference for a `SecretField`, and how to take its value. */
export function useSecret(): {
  readonly ref: RefObject<HTMLInputElement | null>;
  read(): string;
  set(text: string): void;
  forget(): void;
} {
  const ref = useRef<HTMLInputElement>(null);
  return {
    ref,
    read: () => ref.current?.value ?? '',
    set(text) {
      if (ref.current !== null) ref.current.value = text;
    },
    forget() {
      if (ref.current !== null) ref.current.value = '';
    },
  };
}
