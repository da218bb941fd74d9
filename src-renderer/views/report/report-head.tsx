import { useStore } from 'zustand';
import type { CredentialReport } from '#shared/contract/report.ts';
import { ActionMenu } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { ViewHead } from '#renderer/components/view-head.tsx';
import { saveFile } from '#renderer/state/save-file.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useSnapshot, useWorld } from '#renderer/state/world.ts';
import { madeWords, REPORT_WORDS } from '#renderer/words/report.ts';
import { exportedUsers } from './export-users.ts';
import classes from './report-head.module.css';
import type { UserRow } from './user-rows.ts';

/** Of which account it is and of when, and what one does with all of it. */
export function ReportHead(props: {
  readonly report: CredentialReport;
  /** What an export takes along. */
  readonly shown: readonly UserRow[];
  onOther(): void;
}) {
  const { report, shown, onOther } = props;
  const { accountId, generatedAt, users } = report;
  const { reports, toasts } = useWorld();
  const { stage, target } = useStore(reports.store);
  const alias = useSnapshot(
    ({ targets }) => targets.find((other) => other.accountId === accountId)?.accountAlias ?? null,
  );
  const nowMs = useNow('minute');
  const keys = users.flatMap((user) => user.keys).filter(({ isActive }) => isActive).length;

  async function getAgain(): Promise<void> {
    if (target === null) return;
    await reports.make(target);
    const { report: now } = reports.store.getState();
    if (now !== report && now?.generatedAt === generatedAt) toasts.show(REPORT_WORDS.noNewer);
  }
  function save(): void {
    const file = exportedUsers(report, shown);
    saveFile(window, file);
    toasts.show(REPORT_WORDS.exported(file.name));
  }

  return (
    <ViewHead
      title={
        <>
          {REPORT_WORDS.title}
          <span className={classes.account}>{REPORT_WORDS.accountOf(alias, accountId)}</span>
        </>
      }
      lead={
        <span className={classes.counts}>
          {REPORT_WORDS.counts(users.length, keys)} · {madeWords(generatedAt, nowMs)}
        </span>
      }
    >
      <Button
        icon="refresh"
        isBusy={stage.kind === 'making'}
        isDisabled={target === null}
        onPress={() => void getAgain()}
      >
        {REPORT_WORDS.getAgain}
      </Button>
      <Button icon="save" isDisabled={shown.length === 0} onPress={save}>
        {shown.length === users.length
          ? REPORT_WORDS.exportAll
          : REPORT_WORDS.exportSome(shown.length)}
      </Button>
      <ActionMenu
        label={REPORT_WORDS.more}
        actions={[
          { id: 'other', icon: 'switch', label: REPORT_WORDS.other, run: onOther },
          {
            id: 'forget',
            icon: 'trash',
            label: REPORT_WORDS.forget,
            note: REPORT_WORDS.kept,
            run: reports.forget,
          },
        ]}
      >
        <IconButton icon="more" label={REPORT_WORDS.more} />
      </ActionMenu>
    </ViewHead>
  );
}
