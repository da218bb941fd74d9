import type { ActivityEntry } from '#shared/contract/activity.ts';
import { epochMsOf, formatDuration, type Instant, SECOND_MS } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { ACTIVITY_KINDS, detailsOf, subjectOf } from '#shared/words/activity.ts';
import { PLAN_REASONS } from '#shared/words/plan.ts';
import { numberWords } from './number.ts';

export const ACTIVITY_WORDS = {
  title: 'Activity',
  lead: 'What was obtained, by which target, where to and why; never a secret. Kept for 90 days.',
  table: 'What happened',
  columns: { day: 'Day', time: 'Time', what: 'What', of: 'Of', details: 'Details' },
  reading: 'Reading the activity log',
  emptyTitle: 'Nothing has happened yet',
  emptyText: 'Sessions, keys, MFA devices and locking are written down here as they happen.',
  none: 'Nothing fits',
  noneText: 'No entry fits the filters.',
  all: 'Show all',
  kinds: 'What happened',
  groups: {
    sessions: 'Sessions',
    failures: 'Failures',
    keys: 'Keys',
    mfa: 'MFA',
    things: 'Identities and roles',
    latchkey: 'Latchkey',
  },
  find: 'Find in the log',
  clearFind: 'Clear the search',
  picture: 'Picture',
  shown: (shown: number, all: number, hasMore: boolean) =>
    shown === all
      ? `${numberWords(all)} ${all === 1 ? 'entry' : 'entries'}${hasMore ? ' so far' : ''}`
      : `${numberWords(shown)} of ${numberWords(all)} entries`,
  ofTarget: (target: string) => `of ${target}`,
  exportAll: 'Export as CSV',
  exportSome: (count: number) => `Export ${numberWords(count)} as CSV`,
  exported: (name: string) => `Exported ${name}`,
  exportColumns: ['n', 'at', 'kind', 'of', 'details'],
  current: 'The selected entry',
  unknown: 'Not understood',
  unknownText: 'A newer Latchkey has written it, or somebody else.',
} as const;

/** One line for who hears it, and for who looks closer. */
export function entryWords({ at, fact }: ActivityEntry, nowMs: number): string {
  const what = fact === null ? ACTIVITY_WORDS.unknown : ACTIVITY_KINDS[fact.kind];
  return [dayOf(at, nowMs), clockWords(at), what, entrySubject({ fact })]
    .filter(Boolean)
    .join(', ');
}

/** Whom it is about, as text to show: a log that was changed from outside may hold any. */
export function entrySubject({ fact }: Pick<ActivityEntry, 'fact'>): string | null {
  const subject = fact === null ? null : subjectOf(fact);
  return subject === null ? null : visibleText(subject);
}

export function entryDetails({ fact }: ActivityEntry): string {
  return fact === null ? ACTIVITY_WORDS.unknownText : visibleText(detailsOf(fact, clockWords));
}

/** Why the session came about as it did; null where it is not about one. */
export function reasonWords({ fact }: ActivityEntry): string | null {
  return fact?.kind === 'session-obtained' && fact.reason !== null
    ? PLAN_REASONS[fact.reason]
    : null;
}

/** `Today`, `Yesterday`, else the day. */
export function dayOf(at: Instant, nowMs: number): string {
  const ms = epochMsOf(at);
  const day = dayNumber(ms);
  if (day === dayNumber(nowMs)) return 'Today';
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayNumber(yesterday.getTime())) return 'Yesterday';
  return DAY.format(ms);
}

function dayNumber(ms: number): string {
  return new Date(ms).toDateString();
}

const DAY = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export function clockWords(at: Instant): string {
  return CLOCK.format(epochMsOf(at));
}

/** What the picture of the last day says of itself and of each lane. */
export const SESSION_LANES_WORDS = {
  title: 'Sessions of the last 24 hours',
  none: 'No session in the last 24 hours.',
  summary: (targets: number, sessions: number, running: number) =>
    `${counted(sessions, 'session')} of ${counted(targets, 'target')}; ${running === 0 ? 'none runs' : `${running} ${running === 1 ? 'runs' : 'run'}`} now. Press one to see what belongs to it.`,
  legend: { running: 'Runs', over: 'Over', failed: 'Failed' },
  columns: ['Target', 'Sessions', 'First from', 'Last until', 'Failures'],
  now: 'now',
  showAll: (count: number) => `Show all ${count} targets`,
  lane: (target: string, sessions: number, note: string) =>
    `${target}: ${counted(sessions, 'session')}, ${note}`,
  left: (ms: number) => formatDuration(ms / SECOND_MS),
  over: 'over',
  until: (words: string) => `runs until ${words}`,
  failures: (count: number) =>
    count === 0 ? '' : `, failed ${count === 1 ? 'once' : `${count} times`}`,
} as const;

export function hourWords(ms: number): string {
  return CLOCK.format(ms);
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
