import type { Target } from '#shared/contract/things.ts';
import { createSearch } from '#shared/search/search.ts';

/** Finds what one can switch to by all that one may know of it. `rangesOf` has its fields in this order. */
export const targetSearch = createSearch<Target>((target) => {
  const { name, profile, accountAlias, accountId, region } = target;
  return [
    name,
    // Mostly it is the name, which counts already.
    profile === name ? '' : profile,
    accountAlias ?? '',
    accountId,
    resourceOf(target),
    region,
  ];
});

/** As in its ARN: `role/team/Deploy`. */
function resourceOf({ kind, principal, path }: Target): string {
  return `${kind === 'role' ? 'role' : 'user'}${path}${principal}`;
}
