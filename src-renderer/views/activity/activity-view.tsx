import { EmptyState } from '#renderer/components/empty-state.tsx';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { SkeletonRows } from '#renderer/components/skeleton.tsx';
import { ACTIVITY_WORDS } from '#renderer/words/activity.ts';
import { APP_WORDS } from '#renderer/words/app.ts';
import { ActivityHead } from './activity-head.tsx';
import { ActivityList } from './activity-list.tsx';
import { ActivityToolbar } from './activity-toolbar.tsx';
import classes from './activity-view.module.css';
import { CheckNotices } from './check-notices.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { SessionPicture } from './session-picture.tsx';
import { useActivity } from './use-activity.ts';
import { useShownActivity } from './use-shown-activity.ts';

/** What Latchkey has done: the sessions of the last day as a picture, and all of the log to look through. */
export function ActivityView() {
  const heard = useActivity();
  const activity = useShownActivity(heard);
  const { check, failure, entries } = heard;
  const isEmpty = entries.length === 0;
  return (
    <section className={classes.view} aria-label={ACTIVITY_WORDS.title}>
      <ActivityHead activity={activity} />
      <div className={classes.body}>
        {failure === null ? null : (
          <div className={classes.notices}>
            <FailureNotice
              failure={failure}
              actions={<Button onPress={heard.tryAgain}>{APP_WORDS.tryAgain}</Button>}
            />
          </div>
        )}
        {check === null ? null : <CheckNotices check={check} />}
        {check === null && failure === null ? (
          <SkeletonRows count={8} label={ACTIVITY_WORDS.reading} />
        ) : null}
        {check !== null && isEmpty ? (
          <EmptyState
            icon="activity"
            title={ACTIVITY_WORDS.emptyTitle}
            text={ACTIVITY_WORDS.emptyText}
          />
        ) : null}
        {isEmpty ? null : (
          <>
            {activity.hasPicture ? <SessionPicture activity={activity} /> : null}
            <ActivityToolbar activity={activity} />
            <div className={classes.list}>
              {activity.shown.length === 0 ? (
                <EmptyState
                  icon="search"
                  title={ACTIVITY_WORDS.none}
                  text={ACTIVITY_WORDS.noneText}
                >
                  <Button onPress={activity.showAll}>{ACTIVITY_WORDS.all}</Button>
                </EmptyState>
              ) : (
                <ActivityList activity={activity} />
              )}
            </div>
            {activity.current === null ? null : <EntryPanel entry={activity.current} />}
          </>
        )}
      </div>
    </section>
  );
}
