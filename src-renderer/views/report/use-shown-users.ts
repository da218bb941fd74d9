import { useDeferredValue, useMemo, useState } from 'react';
import type { CredentialReport } from '#shared/contract/report.ts';
import { usePictures } from '#renderer/components/use-pictures.ts';
import { useSnapshot } from '#renderer/state/world.ts';
import { shownUsers, type Column, type Sort } from './shown-users.ts';
import { filtersOf, type UserFilter, type UserFilters } from './user-filters.ts';
import { rowsOf, type UserRow } from './user-rows.ts';

/** The users of a report, and which of them are shown how. One filter holds at a time, besides what is typed. */
export interface ShownUsers {
  readonly rows: readonly UserRow[];
  readonly filters: UserFilters;
  readonly shown: readonly UserRow[];
  readonly filter: UserFilter | null;
  readonly query: string;
  readonly sort: Sort;
  readonly hasPictures: boolean;
  /** Null where none is shown. */
  readonly current: UserRow | null;
  /** Filters by that one; by none where it is the present one. */
  toggle(id: string): void;
  find(query: string): void;
  showAll(): void;
  showPictures(isShown: boolean): void;
  /** The other way round where it is sorted by that column already. */
  sortBy(column: Column): void;
  select(key: string): void;
}

const FIRST: Sort = { column: 'findings', isDescending: true };

export function useShownUsers(report: CredentialReport): ShownUsers {
  const thresholds = useSnapshot(({ settings }) => settings.reminders.thresholds);
  const [filterId, setFilterId] = useState<string | null>(null);
  const [query, find] = useState('');
  const [sort, setSort] = useState(FIRST);
  const [hasPictures, showPictures] = usePictures();
  const [selected, select] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(report), [report]);
  const filters = useMemo(() => filtersOf(rows, thresholds), [rows, thresholds]);
  const filter =
    Object.values(filters)
      .flat()
      .find(({ id }) => id === filterId) ?? null;
  const words = useDeferredValue(query);
  const shown = useMemo(
    () => shownUsers(rows, { filter, query: words, sort }),
    [rows, filter, words, sort],
  );
  return {
    rows,
    filters,
    shown,
    filter,
    query,
    sort,
    hasPictures,
    showPictures,
    current: shown.find(({ key }) => key === selected) ?? shown[0] ?? null,
    toggle: (id) => setFilterId(id === filterId ? null : id),
    find,
    showAll() {
      setFilterId(null);
      find('');
    },
    sortBy: (column) =>
      setSort({
        column,
        // Names from A on; of all else first what somebody should look at.
        isDescending: sort.column === column ? !sort.isDescending : !ASCENDING.has(column),
      }),
    select,
  };
}

const ASCENDING: ReadonlySet<Column> = new Set(['user', 'mfa']);
