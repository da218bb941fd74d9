import type { ActivityCheck } from '#shared/contract/activity.ts';
import { knownFailure } from '#renderer/api/known-failure.ts';
import { Notice } from '#renderer/components/notice.tsx';
import { checkWords } from '#shared/words/activity.ts';
import { wordsOf } from '#shared/words/errors.ts';
import classes from './activity-view.module.css';

const TONES = { danger: 'danger', warn: 'warn', notice: 'info' } as const;

/** How far the log can be believed, where there is something to say of that. */
export function CheckNotices({ check }: { readonly check: ActivityCheck }) {
  const failure = check.failure === null ? null : wordsOf(knownFailure(check.failure)).title;
  const said = checkWords(check, failure);
  if (said.length === 0) return null;
  return (
    <div className={classes.notices}>
      {said.map(({ tone, title, text }) => (
        <Notice key={title} tone={TONES[tone]} title={title}>
          {text}
        </Notice>
      ))}
    </div>
  );
}
