import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import classes from './field.module.css';
import { Icon } from './icon.tsx';

/** What every field says around its control. */
export interface FieldSaying {
  readonly label: string;
  /** One sentence below the control. Gives way to the problem. */
  readonly hint?: ReactNode;
  /** What is wrong with the value, as a whole sentence; null when nothing is. */
  readonly problem?: string | null;
  readonly isOptional?: boolean;
}

export function FieldLabel({ label, isOptional = false }: FieldSaying) {
  return (
    <Label className={classes.label ?? ''}>
      {label}
      {isOptional ? <span className={classes.optional}> · optional</span> : null}
    </Label>
  );
}

export function FieldFoot({ hint, problem }: FieldSaying) {
  if (problem !== undefined && problem !== null) {
    return (
      <Text slot="errorMessage" className={classes.problem ?? ''}>
        <Icon name="warning" size={13} />
        <span>{problem}</span>
      </Text>
    );
  }
  return hint === undefined ? null : (
    <Text slot="description" className={classes.hint ?? ''}>
      {hint}
    </Text>
  );
}
