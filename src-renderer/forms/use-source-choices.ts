import { useMemo } from 'react';
import type { Choice } from '../components/select-field.tsx';
import { targetSearch } from '../state/target-search.ts';
import { useSnapshot } from '../state/world.ts';
import { SWITCH_WORDS } from '../words/switch.ts';

/** More than fit in a list that opens below a field; whoever looks for another types on. */
const SHOWN = 50;

/** What a role may be assumed from: every target but itself; identities first until something is typed. */
export function useSourceChoices(except: string | null): (typed: string) => readonly Choice[] {
  const targets = useSnapshot((snapshot) => snapshot.targets);
  const choices = useMemo(
    () =>
      targets
        .filter(({ name }) => name !== except)
        .toSorted((a, b) => Number(a.kind === 'role') - Number(b.kind === 'role')),
    [targets, except],
  );
  return (typed) =>
    targetSearch
      .find(choices, typed)
      .slice(0, SHOWN)
      .map(({ name, kind }) => ({ id: name, label: name, note: SWITCH_WORDS.kinds[kind] }));
}
