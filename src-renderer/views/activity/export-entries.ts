import type { ActivityEntry } from '#shared/contract/activity.ts';
import { spreadsheetCsv } from '#shared/csv.ts';
import { detailsOf, subjectOf } from '#shared/words/activity.ts';
import { ACTIVITY_WORDS } from '#renderer/words/activity.ts';

/** The entries as a file that is safe to open in a spreadsheet: times in UTC, kinds as the log has them. */
export function exportedEntries(
  entries: readonly ActivityEntry[],
  isAll: boolean,
): { readonly name: string; readonly text: string } {
  const rows = entries.map(({ n, at, fact }) => [
    String(n),
    at,
    fact?.kind ?? '',
    fact === null ? '' : (subjectOf(fact) ?? ''),
    fact === null ? '' : detailsOf(fact, (moment) => moment),
  ]);
  return {
    name: `latchkey-activity${isAll ? '' : '-part'}.csv`,
    text: spreadsheetCsv([ACTIVITY_WORDS.exportColumns, ...rows]),
  };
}
