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

/** As in its ARN, `role/team/Deploy`: the path of a role is in its plan alone. */
function resourceOf({ name, kind, principal, plan }: Target): string {
  const last = plan?.steps.at(-1);
  if (last?.call === 'AssumeRole' && last.role === name)
    return last.roleArn.split(':').slice(5).join(':');
  return kind === 'role' ? `role/${principal}` : `user/${principal}`;
}
