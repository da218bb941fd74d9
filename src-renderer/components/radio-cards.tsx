import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import fieldClasses from './field.module.css';
import classes from './radio-cards.module.css';

export interface RadioCard<T extends string> {
  readonly id: T;
  readonly label: string;
  /** One sentence on what choosing it means. */
  readonly note: ReactNode;
  readonly isDisabled?: boolean;
}

/** A choice whose consequences need a sentence each. */
export function RadioCards<T extends string>(props: {
  readonly label: string;
  readonly cards: readonly RadioCard<T>[];
  readonly value: T | null;
  onChange(id: T): void;
}) {
  return (
    <RadioGroup
      className={fieldClasses.field ?? ''}
      value={props.value}
      onChange={(id) => props.onChange(id as T)}
    >
      <Label className={fieldClasses.label ?? ''}>{props.label}</Label>
      <div className={classes.cards}>
        {props.cards.map((card) => (
          <Radio
            key={card.id}
            value={card.id}
            isDisabled={card.isDisabled ?? false}
            className={classes.card ?? ''}
          >
            <span className={classes.dot} />
            <span className={classes.words}>
              <span className={classes.label}>{card.label}</span>
              <span className={classes.note}>{card.note}</span>
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
