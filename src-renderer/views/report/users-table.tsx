import { useRef, type KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from '#renderer/components/cx.ts';
import { Icon } from '#renderer/components/icon.tsx';
import { VirtualList, type VirtualListHandle } from '#renderer/components/virtual-list.tsx';
import { REPORT_WORDS } from '#renderer/words/report.ts';
import type { Column, Sort } from './shown-users.ts';
import type { ShownUsers } from './use-shown-users.ts';
import { UserCells } from './user-cells.tsx';
import type { UserRow } from './user-rows.ts';
import classes from './users-table.module.css';

const ROW_HEIGHT = 34;
const HEAD_HEIGHT = 32;
const COLUMNS: readonly Column[] = ['user', 'findings', 'mfa', 'password', 'key-age', 'key-use'];

/** All users that are shown, of which only those in view exist; each column sorts. */
export function UsersTable({ users }: { readonly users: ShownUsers }) {
  const list = useRef<VirtualListHandle>(null);
  return (
    <VirtualList
      handle={list}
      label={REPORT_WORDS.table}
      items={users.shown}
      keyOf={keyOf}
      labelOf={labelOf}
      rowHeight={ROW_HEIGHT}
      current={users.current?.key ?? null}
      onCurrentChange={users.select}
      onAction={(row) => users.select(row.key)}
      renderRow={renderRow}
      head={{
        height: HEAD_HEIGHT,
        cells: COLUMNS.map((column) => (
          <SortHead
            key={column}
            column={column}
            sort={users.sort}
            onSort={() => users.sortBy(column)}
            onDown={() => list.current?.focus()}
          />
        )),
      }}
    />
  );
}

function SortHead(props: {
  readonly column: Column;
  readonly sort: Sort;
  onSort(): void;
  onDown(): void;
}) {
  const { column, sort } = props;
  const isSorted = sort.column === column;
  const hint = REPORT_WORDS.columnHints[column];
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
      className={cx(classes.cell, classes[column])}
    >
      <AriaButton
        className={classes.sort ?? ''}
        {...(hint === undefined
          ? {}
          : { 'aria-label': `${REPORT_WORDS.columns[column]}: ${hint}` })}
        // One stop on the way by Tab; the arrow keys lead to the others.
        excludeFromTabOrder={!isSorted}
        onPress={props.onSort}
        onKeyDown={(event) => moveAmongHeads(event, props.onDown)}
      >
        {REPORT_WORDS.columns[column]}
        <span className={cx(classes.mark, isSorted && classes.sorted)}>
          <Icon name={isSorted && !sort.isDescending ? 'up' : 'down'} size={10} />
        </span>
      </AriaButton>
    </span>
  );
}

function moveAmongHeads(
  event: Pick<KeyboardEvent, 'key' | 'currentTarget' | 'preventDefault'> & {
    continuePropagation?(): void;
  },
  onDown: () => void,
): void {
  const head = event.currentTarget.closest('[role="row"]');
  const buttons = [...(head?.querySelectorAll<HTMLElement>('button') ?? [])].filter(
    (button) => button.offsetParent !== null,
  );
  const at = buttons.indexOf(event.currentTarget as HTMLElement);
  if (event.key === 'ArrowRight') buttons[at + 1]?.focus();
  else if (event.key === 'ArrowLeft') buttons[at - 1]?.focus();
  else if (event.key === 'ArrowDown') onDown();
  else {
    event.continuePropagation?.();
    return;
  }
  event.preventDefault();
}

function keyOf({ key }: UserRow): string {
  return key;
}

function labelOf({ user }: UserRow): string {
  return user.user;
}

function renderRow(row: UserRow) {
  return <UserCells row={row} />;
}
