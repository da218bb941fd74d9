import type { ActivityEntry } from '#shared/contract/activity.ts';
import { cx } from '#renderer/components/cx.ts';
import { VirtualList } from '#renderer/components/virtual-list.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { ACTIVITY_WORDS, dayOf, entryWords } from '#renderer/words/activity.ts';
import classes from './activity-list.module.css';
import { EntryCells } from './entry-cells.tsx';
import type { ShownActivity } from './use-shown-activity.ts';

const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 30;
const COLUMNS = ['day', 'time', 'what', 'of', 'details'] as const;

/** All entries that are shown, the newest first, each day named once; only those in view exist. */
export function ActivityList({ activity }: { readonly activity: ShownActivity }) {
  const { shown, current } = activity;
  const nowMs = useNow('minute');
  // Of ten thousand rows a few are drawn: each asks the one above it for its day.
  const before = (entry: ActivityEntry) => shown[indexOf(shown, entry) - 1];
  return (
    <VirtualList
      label={ACTIVITY_WORDS.table}
      items={shown}
      keyOf={keyOf}
      labelOf={(entry) => entryWords(entry, nowMs)}
      rowHeight={ROW_HEIGHT}
      current={current === null ? null : keyOf(current)}
      onCurrentChange={activity.select}
      onAction={(entry) => activity.select(keyOf(entry))}
      renderRow={(entry) => {
        const above = before(entry);
        const day = dayOf(entry.at, nowMs);
        const isFirst = above === undefined || dayOf(above.at, nowMs) !== day;
        return <EntryCells entry={entry} day={isFirst ? day : null} />;
      }}
      head={{
        height: HEAD_HEIGHT,
        cells: COLUMNS.map((column) => (
          <span
            key={column}
            role="columnheader"
            className={cx(classes.cell, classes.headCell, classes[column])}
          >
            {ACTIVITY_WORDS.columns[column]}
          </span>
        )),
      }}
    />
  );
}

function keyOf({ n }: ActivityEntry): string {
  return String(n);
}

/** By halves, since the newest come first. */
function indexOf(entries: readonly ActivityEntry[], { n }: ActivityEntry): number {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((entries[middle] as ActivityEntry).n > n) from = middle + 1;
    else to = middle;
  }
  return from;
}
