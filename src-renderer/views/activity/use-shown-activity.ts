import { useDeferredValue, useMemo, useState } from 'react';
import type { ActivityEntry } from '#shared/contract/activity.ts';
import { usePictures } from '#renderer/components/use-pictures.ts';
import { type Group, shownEntries } from './shown-entries.ts';
import type { HeardActivity } from './use-activity.ts';

/** The entries of the log, and which of them are shown. What happened, whom it is about and what is typed hold together. */
export interface ShownActivity {
  readonly entries: readonly ActivityEntry[];
  readonly shown: readonly ActivityEntry[];
  readonly hasMore: boolean;
  readonly group: Group | null;
  readonly target: string | null;
  readonly query: string;
  readonly hasPicture: boolean;
  /** Null where none is shown. */
  readonly current: ActivityEntry | null;
  /** Filters by that one; by none where it is the present one. */
  toggleGroup(group: Group): void;
  toggleTarget(target: string): void;
  find(query: string): void;
  showAll(): void;
  showPicture(isShown: boolean): void;
  select(key: string): void;
}

export function useShownActivity({ entries, hasMore }: HeardActivity): ShownActivity {
  const [group, setGroup] = useState<Group | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [query, find] = useState('');
  const [hasPicture, showPicture] = usePictures();
  const [selected, select] = useState<string | null>(null);
  const words = useDeferredValue(query);
  const shown = useMemo(
    () => shownEntries(entries, { group, target, query: words }),
    [entries, group, target, words],
  );
  return {
    entries,
    shown,
    hasMore,
    group,
    target,
    query,
    hasPicture,
    current: shown.find(({ n }) => String(n) === selected) ?? shown[0] ?? null,
    toggleGroup: (chosen) => setGroup(chosen === group ? null : chosen),
    toggleTarget: (chosen) => setTarget(chosen === target ? null : chosen),
    find,
    showAll() {
      setGroup(null);
      setTarget(null);
      find('');
    },
    showPicture,
    select,
  };
}
