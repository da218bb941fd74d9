import type { Target } from '#shared/contract/things.ts';

/** The targets in which every word of the query occurs: in the name, account, principal, profile or Region, in any order. */
export function filterTargets(targets: readonly Target[], query: string): readonly Target[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return targets;
  return targets.filter((target) => {
    const text = searchText(target);
    return words.every((word) => text.includes(word));
  });
}

/** Targets are replaced, never changed, so what was made of one stays right as long as it lives. */
const texts = new WeakMap<Target, string>();

function searchText(target: Target): string {
  const known = texts.get(target);
  if (known !== undefined) return known;
  const { name, accountId, accountAlias, principal, profile, region } = target;
  // Account ids are also typed and pasted in the console's grouping, 1234-5678-9012.
  const grouped = accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
  const text = [name, accountId, grouped, accountAlias ?? '', principal, profile, region]
    .join('\n')
    .toLowerCase();
  texts.set(target, text);
  return text;
}
