import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { SearchField, type SearchFieldProps } from 'react-aria-components/SearchField';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import classes from './search-box.module.css';

/** A field to search what is below it, and a button that empties it. `/` puts the keyboard on it where the view says so. */
export function SearchBox(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onKeyDown?: SearchFieldProps['onKeyDown'];
  /** As wide as there is room, instead of a name's width. */
  readonly isWide?: boolean;
  /** At its end while it is empty. */
  readonly hint?: ReactNode;
}) {
  const { value, hint, onKeyDown } = props;
  return (
    <SearchField
      className={(props.isWide === true ? classes.wide : classes.search) ?? ''}
      aria-label={props.label}
      value={value}
      onChange={props.onChange}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
    >
      <span className={classes.icon}>
        <Icon name="search" size={14} />
      </span>
      <Input className={classes.input ?? ''} placeholder={props.placeholder} data-filter="" />
      {value === '' ? (
        hint === undefined ? null : (
          <span className={classes.hint} aria-hidden="true">
            {hint}
          </span>
        )
      ) : (
        <IconButton icon="close" size="s" label={props.clearLabel} />
      )}
    </SearchField>
  );
}
