import type { AccessKey } from '#shared/contract/things.ts';
import { ageWords, KEYS_WORDS, lastUseWords } from './keys.ts';

export const KEY_TIMELINE_WORDS = {
  title: 'Keys over time',
  showAll: (count: number) => `Show all ${count} keys`,
  today: 'today',
  daysLine: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  ageUnknown: 'AWS does not tell its age',
  notRead: 'Not read yet',
  otherKey: (user: string) => `${user}, other key`,
  columns: ['Identity', 'Access key', 'Status', 'Age', 'Last use', 'Remarks'],
  legend: {
    ours: 'Latchkey uses it',
    other: 'Another key of the user',
    rotated: 'Made by a rotation',
    lastUse: 'Last use',
    out: 'Out of use',
    ownDays: 'Due and overdue by its own days',
  },
  verdicts: { fresh: null, due: 'Due', overdue: 'Overdue' },
  remarks: { ours: 'Latchkey uses it', rotated: 'Made by a rotation', own: 'Days of its own' },
} as const;

/** What is said of a key on the axis of time. */
interface KeyOnAxis {
  readonly key: AccessKey;
  readonly identities: readonly string[];
  readonly isOurs: boolean;
  readonly wasRead: boolean;
  readonly days: number | null;
  readonly verdict: 'fresh' | 'due' | 'overdue' | null;
  readonly ownThresholds: object | null;
  readonly isOfRotation: boolean;
}

/** `dana`, and of a key that Latchkey does not use, that it is not the one one thinks of. */
export function laneLabel({
  identities,
  isOurs,
}: Pick<KeyOnAxis, 'identities' | 'isOurs'>): string {
  const names = identities.join(', ');
  return isOurs ? names : KEY_TIMELINE_WORDS.otherKey(names);
}

/** At the end of a lane. */
export function laneNote({ days }: Pick<KeyOnAxis, 'days'>): string {
  if (days === null) return '–';
  return days === 0 ? KEY_TIMELINE_WORDS.today : KEY_TIMELINE_WORDS.daysLine(days);
}

/** The row of a key in the table behind the picture. */
export function laneCells(lane: KeyOnAxis, nowMs: number): readonly string[] {
  const { key, identities } = lane;
  return [
    identities.join(', '),
    key.accessKeyId,
    KEYS_WORDS.statuses[key.status],
    lane.wasRead ? ageWords(key.createdAt, nowMs) : KEY_TIMELINE_WORDS.notRead,
    lane.wasRead ? lastUseWords(key.lastUse, nowMs) : KEY_TIMELINE_WORDS.notRead,
    remarksOf(lane).join(', '),
  ];
}

/** A lane for who hears it. */
export function laneWords(lane: KeyOnAxis, nowMs: number): string {
  const [, id, status, age, use, remarks] = laneCells(lane, nowMs);
  const said = [
    `${laneLabel(lane)}, ${id}, ${status}`,
    `Age: ${age}`,
    `Last use: ${use}`,
    ...(remarks === '' ? [] : [remarks]),
  ];
  return `${said.join('. ')}. Show it`;
}

/** What one sees at a glance. */
export function timelineSummary(lanes: readonly KeyOnAxis[]): string {
  const count = (isIt: (lane: KeyOnAxis) => boolean) => lanes.filter(isIt).length;
  const oldest = lanes.find(({ days }) => days !== null);
  const overdue = count(({ verdict }) => verdict === 'overdue');
  const due = count(({ verdict }) => verdict === 'due');
  const never = count(({ key }) => key.lastUse.kind === 'never');
  const out = count(({ key }) => key.status !== 'active');
  const unknown = count(({ days }) => days === null);
  const parts = [
    ...(overdue === 0 ? [] : [`${overdue} overdue`]),
    ...(due === 0 ? [] : [`${due} due`]),
    ...(out === 0 ? [] : [`${out} out of use`]),
    ...(never === 0 ? [] : [`${never} never used`]),
    ...(unknown === 0 ? [] : [`${unknown} of unknown age`]),
  ];
  const all = lanes.length === 1 ? '1 key' : `${lanes.length} keys`;
  const found = parts.length === 0 ? 'none overdue or due' : parts.join(', ');
  if (oldest === undefined || oldest.days === null) return `${all}: ${found}.`;
  return `${all}: ${found}. The oldest is ${laneLabel(oldest)} with ${KEY_TIMELINE_WORDS.daysLine(oldest.days)}.`;
}

/** Of the axis: months, with the year where it begins; days where the months are too long. */
export function tickWords(ms: number): string {
  const date = new Date(ms);
  const isMonth = date.getDate() === 1;
  return new Intl.DateTimeFormat(
    undefined,
    isMonth
      ? { month: 'short', ...(date.getMonth() === 0 ? { year: 'numeric' } : {}) }
      : { day: 'numeric', month: 'short' },
  ).format(ms);
}

function remarksOf(lane: KeyOnAxis): readonly string[] {
  const { remarks, verdicts } = KEY_TIMELINE_WORDS;
  const verdict = lane.verdict === null ? null : verdicts[lane.verdict];
  return [
    ...(verdict === null ? [] : [verdict]),
    ...(lane.isOurs ? [remarks.ours] : []),
    ...(lane.isOfRotation ? [remarks.rotated] : []),
    ...(lane.ownThresholds === null ? [] : [remarks.own]),
  ];
}
