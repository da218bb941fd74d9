import type { Target } from '#shared/contract/things.ts';
import { ActionMenu } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Kbd } from '#renderer/components/kbd.tsx';
import { SearchBox } from '#renderer/components/search-box.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useOpenDialog, useScreen, useWorld } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import classes from './switch-toolbar.module.css';

/** The filter, how many there are, and how to add more. */
export function SwitchToolbar(props: {
  readonly targets: readonly Target[];
  readonly shown: number;
  /** Enter in the filter: to the selected target. */
  onEnter(): void;
  /** Arrow down in the filter: into the list. */
  onDown(): void;
}) {
  const { screen, api, toasts } = useWorld();
  const openDialog = useOpenDialog();
  const filter = useScreen((state) => state.filter);
  const active = props.targets.filter(({ session }) => session.state === 'active').length;
  const stopAll = useTask(async () => {
    const { stopped } = await api.targets.stopAll({});
    toasts.show(SWITCH_WORDS.stoppedAll(stopped.length));
  });
  return (
    <div className={classes.toolbar}>
      <div className={classes.line}>
        <SearchBox
          isWide
          label={SWITCH_WORDS.filter}
          placeholder={SWITCH_WORDS.filterPlaceholder}
          clearLabel={SWITCH_WORDS.clearFilter}
          value={filter}
          onChange={(text) => screen.setState({ filter: text })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onEnter();
            else if (event.key === 'ArrowDown') props.onDown();
            else event.continuePropagation();
          }}
          hint={<Kbd keys="/" />}
        />
        <ActionMenu
          label={SWITCH_WORDS.addMenu}
          actions={[
            {
              id: 'identity',
              icon: 'user',
              label: SWITCH_WORDS.addIdentity,
              run: () => openDialog({ kind: 'add-identity' }),
            },
            {
              id: 'role',
              icon: 'role',
              label: SWITCH_WORDS.addRole,
              run: () => openDialog({ kind: 'add-role', source: null }),
            },
            {
              id: 'files',
              icon: 'files',
              label: SWITCH_WORDS.fromFiles,
              run: () => openDialog({ kind: 'take-over' }),
            },
          ]}
        >
          <Button icon="plus">{SWITCH_WORDS.add}</Button>
        </ActionMenu>
      </div>
      <div className={classes.counts}>
        <span role="status">
          {SWITCH_WORDS.count(props.shown, props.targets.length)}
          {active > 0 ? ` · ${SWITCH_WORDS.activeCount(active)}` : ''}
        </span>
        {active > 1 ? (
          <Button tone="plain" size="s" isBusy={stopAll.running} onPress={() => void stopAll.run()}>
            {SWITCH_WORDS.stopAll}
          </Button>
        ) : null}
      </div>
      {stopAll.failure === null ? null : <FailureNotice failure={stopAll.failure} />}
    </div>
  );
}
