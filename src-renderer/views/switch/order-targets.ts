import type { Target } from '#shared/contract/things.ts';

/** What is active first, then by account; within an account identities before roles, then by name. */
export function orderTargets(targets: readonly Target[]): readonly Target[] {
  return targets.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(accountOf(a), accountOf(b)) ||
      compare(a.kind, b.kind) ||
      compare(a.name, b.name),
  );
}

function rank({ session }: Target): number {
  return session.state === 'active' || session.state === 'starting' ? 0 : 1;
}

function accountOf({ accountAlias, accountId }: Target): string {
  return (accountAlias ?? accountId).toLowerCase();
}

/** By code unit: ten thousand names are sorted at each change, and a collator takes a hundred times as long. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
