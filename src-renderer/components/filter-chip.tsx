import { ToggleButton, type ToggleButtonProps } from 'react-aria-components/ToggleButton';
import classes from './filter-chip.module.css';

/** What of a list is shown, chosen by a press: alone, or one of a `ToggleButtonGroup`. */
export function FilterChip(props: Omit<ToggleButtonProps, 'className' | 'style'>) {
  return <ToggleButton {...props} className={classes.chip ?? ''} />;
}
