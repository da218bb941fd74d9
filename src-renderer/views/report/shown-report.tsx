import type { CredentialReport } from '#shared/contract/report.ts';
import { epochMsOf } from '#shared/time.ts';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { Button } from '#renderer/components/button.tsx';
import { REPORT_WORDS } from '#renderer/words/report.ts';
import { ReportHead } from './report-head.tsx';
import { ReportPictures } from './report-pictures.tsx';
import { ReportProgress } from './report-progress.tsx';
import classes from './shown-report.module.css';
import { useShownUsers } from './use-shown-users.ts';
import { UserPanel } from './user-panel.tsx';
import { UsersTable } from './users-table.tsx';
import { UsersToolbar } from './users-toolbar.tsx';

/** Pictures over a table of all users; each bar, and each kind of finding, is a filter of the table. */
export function ShownReport(props: {
  readonly report: CredentialReport;
  /** To that of another account. */
  onOther(): void;
}) {
  const { report } = props;
  const users = useShownUsers(report);
  return (
    <section className={classes.view} aria-label={REPORT_WORDS.title}>
      <ReportHead report={report} shown={users.shown} onOther={props.onOther} />
      <div className={classes.body}>
        <div className={classes.progress}>
          <ReportProgress />
        </div>
        {users.hasPictures ? <ReportPictures users={users} /> : null}
        <UsersToolbar users={users} />
        <div className={classes.split}>
          <div className={classes.list}>
            {users.shown.length === 0 ? (
              <EmptyState icon="search" title={REPORT_WORDS.none} text={REPORT_WORDS.noneText}>
                <Button onPress={users.showAll}>{REPORT_WORDS.all}</Button>
              </EmptyState>
            ) : (
              <UsersTable users={users} />
            )}
          </div>
          <aside className={classes.side}>
            {users.current === null ? null : (
              <UserPanel row={users.current} reportMs={epochMsOf(report.generatedAt)} />
            )}
          </aside>
        </div>
      </div>
    </section>
  );
}
