import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from 'react-aria-components/Checkbox';
import classes from './checkbox.module.css';
import { Icon } from './icon.tsx';

export function Checkbox({
  children,
  hint,
  ...rest
}: Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> & {
  readonly children: ReactNode;
  /** What choosing it means, below the words of its own. */
  readonly hint?: string;
}) {
  return (
    <AriaCheckbox {...rest} className={classes.checkbox ?? ''}>
      <span className={classes.box}>
        <Icon name="check" size={11} />
      </span>
      <span className={classes.words}>
        {children}
        {hint === undefined ? null : <span className={classes.hint}>{hint}</span>}
      </span>
    </AriaCheckbox>
  );
}
