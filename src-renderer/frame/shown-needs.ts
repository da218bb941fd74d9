import type { Need } from '#shared/contract/things.ts';

/**
 * The needs that have a line, and how many have none. The strip stands at the bottom and grows upwards, so
 * the newest comes first: then those below it stay where they are. Where not all find room, those have it
 * for which somebody waits.
 */
export function shownNeeds(
  needs: readonly Need[],
  room: number,
): { readonly shown: readonly Need[]; readonly more: number } {
  const chosen = new Set(needs.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, room));
  const shown = needs.filter((need) => chosen.has(need)).toReversed();
  return { shown, more: needs.length - shown.length };
}

/** A question is asked for seconds, a code may be waited for, the rest has time. */
function urgency({ failure: { code } }: Need): number {
  if (code === 'scope/approval-needed') return 0;
  return code === 'mfa/code-needed' ? 1 : 2;
}
