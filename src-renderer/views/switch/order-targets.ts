import type { Target } from '#shared/contract/things.ts';

/** What is pinned first, in the order of pinning, then what is active, then by account; there identities before roles, then by name. */
export function orderTargets(
  targets: readonly Target[],
  pinned: readonly string[] = [],
): readonly Target[] {
  const pins = new Map(pinned.map((name, index) => [name, index]));
  const rank = ({ name, session }: Target) =>
    pins.get(name) ?? pinned.length + (isLive(session) ? 0 : 1);
  return targets.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(accountOf(a), accountOf(b)) ||
      compare(a.kind, b.kind) ||
      compare(a.name, b.name),
  );
}

function isLive({ state }: Target['session']): boolean {
  return state === 'active' || state === 'starting';
}

function accountOf({ accountAlias, accountId }: Target): string {
  return (accountAlias ?? accountId).toLowerCase();
}

/** By code unit: ten thousand names are sorted at each change, and a collator takes a hundred times as long. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
