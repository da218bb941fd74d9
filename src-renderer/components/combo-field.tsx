import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { cx } from './cx.ts';
import { FieldFoot, FieldLabel, type FieldSaying } from './field-parts.tsx';
import fieldClasses from './field.module.css';
import iconButtonClasses from './icon-button.module.css';
import { Icon } from './icon.tsx';
import type { Choice } from './select-field.tsx';
import classes from './select-field.module.css';

export interface ComboFieldProps extends FieldSaying {
  /** The choices that fit what is typed, best first. A list of thousands is the caller's to cut. */
  choicesFor(typed: string): readonly Choice[];
  readonly value: string;
  onChange(id: string): void;
  readonly emptyText: string;
}

/** One of many, found by typing. */
export function ComboField({
  label,
  hint,
  problem = null,
  choicesFor,
  value,
  onChange,
  emptyText,
}: ComboFieldProps) {
  const [typed, setTyped] = useState(value);
  const saying = { label, hint, problem };
  return (
    <ComboBox
      className={fieldClasses.field ?? ''}
      items={choicesFor(typed === value ? '' : typed)}
      inputValue={typed}
      onInputChange={setTyped}
      value={value === '' ? null : value}
      onChange={(id) => {
        const chosen = id === null ? '' : String(id);
        onChange(chosen);
        setTyped(chosen);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={problem !== null}
    >
      <FieldLabel {...saying} />
      <div className={fieldClasses.box}>
        <Input className={cx(fieldClasses.input, fieldClasses.withButton)} />
        <span className={fieldClasses.inBox}>
          <AriaButton className={cx(iconButtonClasses.button, iconButtonClasses.s)}>
            <Icon name="down" size={12} />
          </AriaButton>
        </span>
      </div>
      <FieldFoot {...saying} />
      <Popover className={classes.popover ?? ''} offset={4}>
        <ListBox
          className={classes.list ?? ''}
          renderEmptyState={() => <div className={classes.empty}>{emptyText}</div>}
        >
          {(choice: Choice) => (
            <ListBoxItem className={classes.item ?? ''} textValue={choice.label}>
              <span className={classes.itemLabel}>{choice.label}</span>
              {choice.note === undefined ? null : (
                <span className={classes.note}>{choice.note}</span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
