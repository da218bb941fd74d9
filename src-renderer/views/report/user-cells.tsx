import { Badge } from '#renderer/components/badge.tsx';
import { cx } from '#renderer/components/cx.ts';
import { REPORT_FINDING_WORDS } from '#shared/words/report.ts';
import { daysWords, REPORT_WORDS } from '#renderer/words/report.ts';
import classes from './users-table.module.css';
import { mfaShown } from './user-filters.ts';
import type { UserRow } from './user-rows.ts';

/** One user, in as few words as a row has room for. */
export function UserCells({ row }: { readonly row: UserRow }) {
  const { user, password, keyAgeDays, keyUse } = row;
  return (
    <>
      <span role="gridcell" className={cx(classes.cell, classes.user)}>
        {user.user}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.findings)}>
        <Findings row={row} />
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.mfa)}>
        {REPORT_WORDS.mfaCells[mfaShown(row)]}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes.password)}>
        {daysWords(password)}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes['key-age'])}>
        {daysWords(keyAgeDays)}
      </span>
      <span role="gridcell" className={cx(classes.cell, classes['key-use'])}>
        {daysWords(keyUse)}
      </span>
    </>
  );
}

function Findings({ row: { findings } }: { readonly row: UserRow }) {
  const [gravest, ...others] = findings;
  if (gravest === undefined) return null;
  return (
    <>
      <Badge tone={gravest.tone === 'notice' ? 'neutral' : gravest.tone}>
        {REPORT_FINDING_WORDS[gravest.kind]}
      </Badge>
      {others.length === 0 ? null : ` ${REPORT_WORDS.moreFindings(others.length)}`}
    </>
  );
}
