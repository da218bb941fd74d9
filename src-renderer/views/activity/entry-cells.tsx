import type { ActivityEntry } from '#shared/contract/activity.ts';
import { cx } from '#renderer/components/cx.ts';
import { Icon, type IconName } from '#renderer/components/icon.tsx';
import {
  ACTIVITY_WORDS,
  clockWords,
  entryDetails,
  entrySubject,
} from '#renderer/words/activity.ts';
import { ACTIVITY_KINDS } from '#shared/words/activity.ts';
import classes from './activity-list.module.css';
import { type Group, groupOf } from './shown-entries.ts';

const ICONS: Readonly<Record<Group, IconName>> = {
  sessions: 'switch',
  failures: 'warning',
  keys: 'key',
  mfa: 'code',
  things: 'user',
  latchkey: 'lock',
};

/** A row of the log; `day` on the first of each. */
export function EntryCells(props: { readonly entry: ActivityEntry; readonly day: string | null }) {
  const { entry, day } = props;
  const { at, fact } = entry;
  const group = groupOf(fact?.kind ?? null);
  return (
    <>
      <span role="gridcell" className={cx(classes.cell, classes.day)}>
        {day}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.time)}>
        {clockWords(at)}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.what)}>
        <span className={cx(classes.icon, group === 'failures' && classes.failed)}>
          <Icon name={ICONS[group]} size={14} />
        </span>
        <span className={classes.text}>
          {fact === null ? ACTIVITY_WORDS.unknown : ACTIVITY_KINDS[fact.kind]}
        </span>
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.of)}>
        {entrySubject(entry)}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.details)}>
        {entryDetails(entry)}
      </span>
    </>
  );
}
