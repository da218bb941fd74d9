import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import type { Target } from '#shared/contract/things.ts';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { VirtualList, type VirtualListHandle } from '#renderer/components/virtual-list.tsx';
import { targetHeat } from '#renderer/state/habits.ts';
import { targetSearch } from '#renderer/state/target-search.ts';
import { useScreen, useSnapshot, useWorld } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import { SwitchToolbar } from './switch-toolbar.tsx';
import classes from './switch-view.module.css';
import { TargetPanel } from './target-panel.tsx';
import { TargetRow } from './target-row.tsx';
import { useSteadyOrder } from './use-steady-order.ts';

const ROW_HEIGHT = 48;

/** Everything one can switch to, and all about the one that is selected. */
export function SwitchView() {
  const { screen, switching } = useWorld();
  const targets = useSnapshot((snapshot) => snapshot.targets);
  const filter = useScreen((state) => state.filter);
  const selected = useScreen((state) => state.selected);
  const list = useRef<VirtualListHandle>(null);
  const pinned = useSnapshot(({ habits }) => habits.pinned);
  const ordered = useSteadyOrder(targets, pinned);
  const shown = useFound(ordered, filter);
  const current = shown.find(({ name }) => name === selected) ?? shown[0] ?? null;
  // All that there is to say about one waits for the list, which is looked at while one types.
  const inPanel = useDeferredValue(current);
  const clearFilter = () => screen.setState({ filter: '' });
  const switchTo = (target: Target) => {
    screen.setState({ selected: target.name });
    if (target.session.state !== 'active') void switching.start(target.name);
  };
  useFilterKey();

  return (
    <div className={classes.view}>
      <section className={classes.main} aria-label={SWITCH_WORDS.title}>
        <VisuallyHidden elementType="h1">{SWITCH_WORDS.title}</VisuallyHidden>
        <SwitchToolbar
          targets={targets}
          shown={shown.length}
          onEnter={() => current !== null && switchTo(current)}
          onDown={() => list.current?.focus()}
        />
        {shown.length === 0 ? (
          <EmptyState
            icon="search"
            title={filter === '' ? SWITCH_WORDS.empty : SWITCH_WORDS.nothingFound(filter)}
            text={SWITCH_WORDS.nothingFoundText}
          >
            <Button onPress={clearFilter}>{SWITCH_WORDS.clearFilter}</Button>
          </EmptyState>
        ) : (
          <VirtualList
            handle={list}
            label={SWITCH_WORDS.list}
            items={shown}
            keyOf={nameOf}
            labelOf={(target) => rowLabel(target, pinned.includes(target.name))}
            rowHeight={ROW_HEIGHT}
            current={current?.name ?? null}
            onCurrentChange={(name) => screen.setState({ selected: name })}
            onAction={switchTo}
            renderRow={(target) => <TargetRow target={target} query={filter} />}
          />
        )}
      </section>
      <aside className={classes.side}>
        {inPanel === null ? null : <TargetPanel target={inPanel} />}
      </aside>
    </div>
  );
}

/** What fits, what is used first; as it was when the query was typed, lest a switch moves the row below the pointer. */
function useFound(targets: readonly Target[], query: string): readonly Target[] {
  const { mirror } = useWorld();
  const heat = useMemo(() => {
    const { snapshot } = mirror.getState();
    return query === '' || snapshot === null ? undefined : targetHeat(snapshot.habits);
  }, [mirror, query]);
  return useMemo(() => targetSearch.find(targets, query, heat), [targets, query, heat]);
}

function nameOf(target: Target): string {
  return target.name;
}

function rowLabel({ name, accountAlias, accountId }: Target, isPinned: boolean): string {
  const account = accountAlias === null ? accountId : `${accountAlias} ${accountId}`;
  return isPinned ? `${name}, ${account}, ${SWITCH_WORDS.pinned}` : `${name}, ${account}`;
}

/** `/` puts the keyboard on the filter. */
function useFilterKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      const field = document.querySelector<HTMLInputElement>('[data-filter]');
      if (field === null || field.closest('[aria-hidden="true"], [inert]') !== null) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
