import { Button as AriaButton } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, type FieldSaying } from './field-parts.tsx';
import fieldClasses from './field.module.css';
import { Icon } from './icon.tsx';
import classes from './select-field.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

export interface SelectFieldProps extends FieldSaying {
  readonly choices: readonly Choice[];
  readonly value: string;
  onChange(id: string): void;
  readonly isDisabled?: boolean;
}

/** One of a few. */
export function SelectField({
  label,
  hint,
  problem = null,
  choices,
  value,
  onChange,
  isDisabled,
}: SelectFieldProps) {
  const saying = { label, hint, problem };
  return (
    <Select
      className={fieldClasses.field ?? ''}
      value={value}
      onChange={(id) => id !== null && onChange(String(id))}
      isInvalid={problem !== null}
      isDisabled={isDisabled ?? false}
    >
      <FieldLabel {...saying} />
      <AriaButton className={cx(fieldClasses.input, classes.button)}>
        <SelectValue className={classes.value ?? ''} />
        <Icon name="down" size={12} />
      </AriaButton>
      <FieldFoot {...saying} />
      <Popover className={classes.popover ?? ''} offset={4}>
        <ListBox className={classes.list ?? ''} items={choices}>
          {(choice) => (
            <ListBoxItem className={classes.item ?? ''} textValue={choice.label}>
              <span className={classes.mark}>
                <Icon name="check" size={12} />
              </span>
              <span className={classes.itemLabel}>{choice.label}</span>
              {choice.note === undefined ? null : (
                <span className={classes.note}>{choice.note}</span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
