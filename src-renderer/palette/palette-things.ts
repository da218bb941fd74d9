import type { Target } from '#shared/contract/things.ts';
import type { HabitKind } from '#shared/search/habit-items.ts';
import { createSearch, type Search } from '#shared/search/search.ts';
import type { Heat } from '../state/habits.ts';
import { targetSearch } from '../state/target-search.ts';
import { actionSearch, type PaletteAction } from './palette-actions.ts';

export interface Account {
  readonly id: string;
  readonly alias: string | null;
  readonly targets: number;
}

export type PaletteThing =
  | { readonly kind: 'target'; readonly id: string; readonly target: Target }
  | { readonly kind: 'account'; readonly id: string; readonly account: Account }
  | { readonly kind: 'action'; readonly id: string; readonly action: PaletteAction };

export interface PaletteSection {
  readonly name: 'recent' | 'pinned' | 'targets' | 'accounts' | 'actions';
  readonly things: readonly PaletteThing[];
}

/** All that may be found. Targets in the order of the list. */
export interface PaletteWorld {
  readonly targets: readonly Target[];
  readonly accounts: readonly Account[];
  readonly actions: readonly PaletteAction[];
  readonly pinned: readonly string[];
  readonly heat: Heat;
}

/** More are a matter of typing on. */
const SHOWN = { recent: 8, pinned: 5, first: 5, targets: 20, accounts: 5, actions: 8 } as const;

export const accountSearch = createSearch<Account>(({ alias, id }) => [alias ?? '', id]);

export function accountsOf(targets: readonly Target[]): readonly Account[] {
  const accounts = new Map<string, { id: string; alias: string | null; targets: number }>();
  for (const { accountId: id, accountAlias: alias } of targets) {
    const known = accounts.get(id);
    if (known === undefined) accounts.set(id, { id, alias, targets: 1 });
    else {
      known.targets += 1;
      known.alias ??= alias;
    }
  }
  return [...accounts.values()];
}

/** What fits what is typed: the kind of thing of which one fits best comes first. */
export function paletteSections(world: PaletteWorld, typed: string): readonly PaletteSection[] {
  if (typed.trim() === '') return sectionsAtRest(world);
  const found = <T>(
    name: PaletteSection['name'],
    kind: HabitKind,
    search: Search<T>,
    items: readonly T[],
    idOf: (item: T) => string,
    thingOf: (item: T) => PaletteThing,
  ) => {
    const best = search
      .find(items, typed, (item) => world.heat(kind, idOf(item)))
      .slice(0, SHOWN[name]);
    const [first] = best;
    const grade = first === undefined ? null : search.gradeOf(first, typed);
    return { name, things: best.map(thingOf), grade: grade ?? Number.POSITIVE_INFINITY };
  };
  return [
    found('targets', 'target', targetSearch, world.targets, ({ name }) => name, targetThing),
    found('actions', 'action', actionSearch, world.actions, ({ id }) => id, actionThing),
    found('accounts', 'account', accountSearch, world.accounts, ({ id }) => id, accountThing),
  ]
    .filter(({ things }) => things.length > 0)
    .toSorted((a, b) => a.grade - b.grade)
    .map(({ name, things }) => ({ name, things }));
}

/** What one uses, what one has pinned, and what there is to do. */
function sectionsAtRest(world: PaletteWorld): readonly PaletteSection[] {
  const { heat, pinned } = world;
  const all: readonly PaletteThing[] = [
    ...world.targets.map(targetThing),
    ...world.accounts.map(accountThing),
    ...world.actions.map(actionThing),
  ];
  const recent = all
    .filter(({ kind, id }) => heat(kind, id) > 0)
    .toSorted((a, b) => heat(b.kind, b.id) - heat(a.kind, a.id))
    .slice(0, SHOWN.recent);
  const isNew = (thing: PaletteThing) =>
    !recent.some(({ kind, id }) => kind === thing.kind && id === thing.id);
  const pins = new Set(pinned);
  const sections: readonly PaletteSection[] = [
    { name: 'recent', things: recent },
    {
      name: 'pinned',
      things: world.targets
        .filter(({ name }) => pins.has(name))
        .map(targetThing)
        .filter(isNew)
        .slice(0, SHOWN.pinned),
    },
    {
      name: 'targets',
      things:
        recent.length > 0 || pins.size > 0
          ? []
          : world.targets.slice(0, SHOWN.first).map(targetThing),
    },
    {
      name: 'actions',
      things: world.actions
        .filter(({ isGeneral }) => isGeneral)
        .map(actionThing)
        .filter(isNew),
    },
  ];
  return sections.filter(({ things }) => things.length > 0);
}

function targetThing(target: Target): PaletteThing {
  return { kind: 'target', id: target.name, target };
}

function accountThing(account: Account): PaletteThing {
  return { kind: 'account', id: account.id, account };
}

function actionThing(action: PaletteAction): PaletteThing {
  return { kind: 'action', id: action.id, action };
}
