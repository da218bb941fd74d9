import { Button as AriaButton } from 'react-aria-components/Button';
import classes from './icon-button.module.css';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

/** An eye that shows a secret for as long as it is held, by mouse, finger or key. */
export function HoldToShow({
  what,
  onChange,
}: {
  readonly what: string;
  onChange(isShown: boolean): void;
}) {
  return (
    <AriaButton
      // A slot of its own: inside a field, a button without one would take the field's properties.
      slot={null}
      className={cx(classes.button, classes.s)}
      aria-label={`Hold to show: ${what}`}
      onPressStart={() => onChange(true)}
      onPressEnd={() => onChange(false)}
    >
      <Icon name="eye" size={14} />
    </AriaButton>
  );
}
