import type { ActivityEntry } from '#shared/contract/activity.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { ACTIVITY_WORDS, entryDetails, entryWords, reasonWords } from '#renderer/words/activity.ts';
import classes from './entry-panel.module.css';

/** All of the selected entry in words, however narrow the list is. */
export function EntryPanel({ entry }: { readonly entry: ActivityEntry }) {
  const nowMs = useNow('minute');
  const more = [entryDetails(entry), reasonWords(entry)].filter(Boolean).join('. ');
  return (
    <section className={classes.panel} aria-label={ACTIVITY_WORDS.current}>
      <h2 className={classes.title}>{entryWords(entry, nowMs)}</h2>
      <p className={classes.more}>{more}</p>
    </section>
  );
}
