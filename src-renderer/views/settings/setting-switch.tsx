import { Checkbox } from '#renderer/components/checkbox.tsx';
import classes from './settings-view.module.css';

/** A setting that is on or off, with one sentence on what that means. */
export function SettingSwitch(props: {
  readonly title: string;
  readonly text: string;
  readonly isOn: boolean;
  onChange(isOn: boolean): void;
}) {
  return (
    <div className={classes.item}>
      <Checkbox hint={props.text} isSelected={props.isOn} onChange={props.onChange}>
        <span className={classes.switchTitle}>{props.title}</span>
      </Checkbox>
    </div>
  );
}
