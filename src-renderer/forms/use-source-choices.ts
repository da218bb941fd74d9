import { filterTargets } from '../views/switch/filter-targets.ts';
import type { Choice } from '../components/select-field.tsx';
import { useSnapshot } from '../state/world.ts';
import { SWITCH_WORDS } from '../words/switch.ts';

/** More than fit in a list that opens below a field; whoever looks for another types on. */
const SHOWN = 50;

/** What a role may be assumed from: every target but itself, identities first. */
export function useSourceChoices(except: string | null): (typed: string) => readonly Choice[] {
  const targets = useSnapshot((snapshot) => snapshot.targets);
  return (typed) =>
    filterTargets(targets, typed)
      .filter(({ name }) => name !== except)
      .toSorted((a, b) => a.kind.localeCompare(b.kind))
      .slice(0, SHOWN)
      .map(({ name, kind }) => ({ id: name, label: name, note: SWITCH_WORDS.kinds[kind] }));
}
