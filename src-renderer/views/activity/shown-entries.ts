import type { ActivityEntry } from '#shared/contract/activity.ts';
import { createSearch } from '#shared/search/search.ts';
import { ACTIVITY_KINDS, type ActivityKind, subjectOf } from '#shared/words/activity.ts';
import { ACTIVITY_WORDS, entryDetails } from '#renderer/words/activity.ts';

export type Group = keyof typeof ACTIVITY_WORDS.groups;
export const GROUPS = Object.keys(ACTIVITY_WORDS.groups) as readonly Group[];

/** The entries that pass, as they came. Of a target also what belongs to its scopes. */
export function shownEntries(
  entries: readonly ActivityEntry[],
  how: { readonly group: Group | null; readonly target: string | null; readonly query: string },
): readonly ActivityEntry[] {
  const { group, target, query } = how;
  const passing = entries.filter(
    ({ fact }) =>
      (group === null || groupOf(fact?.kind ?? null) === group) &&
      (target === null || (fact !== null && 'target' in fact && fact.target === target)),
  );
  // The best come first in a search; here, what came last does.
  return query.trim() === ''
    ? passing
    : entrySearch.find(passing, query).toSorted((a, b) => b.n - a.n);
}

/** By all that a row says, so that one may type what one reads. */
const entrySearch = createSearch<ActivityEntry>((entry) => {
  const { fact } = entry;
  if (fact === null) return [ACTIVITY_WORDS.unknown];
  return [
    subjectOf(fact) ?? '',
    'profile' in fact ? (fact.profile ?? '') : '',
    ACTIVITY_KINDS[fact.kind],
    entryDetails(entry),
  ];
});

/** What nobody understands is Latchkey's own affair. */
export function groupOf(kind: ActivityKind | null): Group {
  switch (kind) {
    case 'session-failed':
      return 'failures';
    case 'session-obtained':
    case 'session-delivered':
    case 'session-stopped':
    case 'session-withdrawn':
      return 'sessions';
    case 'key-created':
    case 'key-rotated':
    case 'key-replaced':
    case 'key-activated':
    case 'key-deactivated':
    case 'key-deleted':
      return 'keys';
    case 'mfa-enrolled':
    case 'mfa-removed':
    case 'mfa-set':
    case 'mfa-forgotten':
      return 'mfa';
    case 'identity-added':
    case 'identity-removed':
    case 'role-added':
    case 'role-removed':
      return 'things';
    case 'locked':
    case 'unlocked':
    case 'seal-begun':
    case 'log-broken':
    case null:
      return 'latchkey';
  }
}
