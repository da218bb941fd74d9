import type { ReminderSettings } from '#shared/contract/settings.ts';
import type {
  AccessKey,
  Identity,
  Reminder,
  ReminderKind,
  Rotation,
} from '#shared/contract/things.ts';
import { ageInDays, ownKey, thresholdsOf, unusedSince } from '#shared/keys.ts';
import { DAY_MS, epochMsOf, type Instant } from '#shared/time.ts';
import type { Snooze } from '../state/state-document.ts';

/** Everything that reminders follow from. */
export interface ReminderFacts {
  readonly identities: readonly Identity[];
  readonly settings: ReminderSettings;
  readonly snoozes: readonly Snooze[];
  /** Long-term keys whose secret stands in the AWS files. */
  readonly plaintextKeys: readonly { readonly accessKeyId: string }[];
  readonly rotations: readonly RotationFacts[];
  /** AWS's time, ms since the epoch. */
  readonly nowMs: number;
}

/** What of a rotation concerns the reminders. */
type RotationFacts = Pick<
  Rotation,
  | 'identities'
  | 'oldKeyId'
  | 'newKeyId'
  | 'orphan'
  | 'graceEndsAt'
  | 'state'
  | 'direction'
  | 'failure'
  | 'failedAt'
  | 'waitsFor'
  | 'waitsSince'
>;

/**
 * What passes by itself is nothing to be told of before it has not passed for so long: a night without a network,
 * or an outage of AWS, is over by then.
 */
const LONG_MS = DAY_MS;

/**
 * What a person should see to, the gravest first: the one rule of row, banner, tray, notification and command.
 * Days are whole days of 24 hours since AWS's date: no time zone and no summer time makes a key older.
 */
export function remindersOf(facts: ReminderFacts): Reminder[] {
  const { identities, snoozes, nowMs } = facts;
  const found = [
    ...identities.flatMap((identity) => ofIdentity(identity, facts)),
    ...ofForeignPlaintext(facts),
  ];
  return found
    .map((one): Reminder => ({
      ...one,
      id: idOf(one),
      snooze: snoozeOf(one, snoozes, nowMs),
      tone: one.tone ?? TONES[one.kind],
      rotation: one.rotation ?? null,
    }))
    .toSorted(
      (a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) || (b.days ?? 0) - (a.days ?? 0),
    );
}

type Found = Pick<Reminder, 'kind' | 'identity' | 'accessKeyId' | 'days' | 'since'> &
  Partial<Pick<Reminder, 'rotation' | 'tone'>>;

const TONES: Readonly<Record<ReminderKind, Reminder['tone']>> = {
  gone: 'danger',
  orphan: 'danger',
  'rotation-waits': 'danger',
  'root-key': 'danger',
  overdue: 'danger',
  due: 'warn',
  'grace-over': 'warn',
  plaintext: 'warn',
  'second-unknown': 'warn',
  leftover: 'notice',
  unused: 'notice',
  'no-mfa': 'notice',
};
const GRAVITY = Object.keys(TONES);

function ofIdentity(identity: Identity, facts: ReminderFacts): readonly Found[] {
  const key = ownKey(identity);
  const ofKey = (kind: ReminderKind, since: Instant | null = null): Found => ({
    kind,
    identity: identity.name,
    accessKeyId: key.accessKeyId,
    days: since === null ? null : ageInDays(since, facts.nowMs),
    since,
  });
  const isPlaintext = facts.plaintextKeys.some((one) => one.accessKeyId === key.accessKeyId);
  const plaintext = isPlaintext ? [ofKey('plaintext')] : [];
  // Of a key that AWS does not take, nothing else matters.
  if (key.status === 'gone') return [ofKey('gone', key.createdAt), ...plaintext];
  return [
    ...(identity.userName === null ? [ofKey('root-key', key.createdAt)] : []),
    ...ofAge(identity, key, facts).map((kind) => ofKey(kind, key.createdAt)),
    ...ofUse(identity, key, facts).map((kind) => ofKey(kind, unusedSince(key))),
    ...plaintext,
    ...ofOtherKeys(identity, facts),
    ...(lacksMfa(identity) ? [{ ...ofKey('no-mfa'), accessKeyId: null }] : []),
  ];
}

/** One key has one age: overdue takes the place of due. */
function ofAge(identity: Identity, { createdAt }: AccessKey, facts: ReminderFacts): ReminderKind[] {
  if (createdAt === null) return [];
  const { dueDays, overdueDays } = thresholdsOf(identity, facts.settings);
  const days = ageInDays(createdAt, facts.nowMs);
  if (days >= overdueDays) return ['overdue'];
  return days >= dueDays ? ['due'] : [];
}

function ofUse(identity: Identity, key: AccessKey, facts: ReminderFacts): ReminderKind[] {
  const since = unusedSince(key);
  if (since === null) return [];
  const { unusedDays } = thresholdsOf(identity, facts.settings);
  return ageInDays(since, facts.nowMs) >= unusedDays ? ['unused'] : [];
}

/** Of keys of the user that no identity signs in with. */
function ofOtherKeys(identity: Identity, facts: ReminderFacts): readonly Found[] {
  const ours = new Set(facts.identities.map(({ accessKeyId }) => accessKeyId));
  const others = (identity.keys?.keys ?? []).filter(({ accessKeyId }) => !ours.has(accessKeyId));
  const rotations = facts.rotations.filter(
    ({ identities, state }) =>
      identities.includes(identity.name) && (state === 'running' || state === 'resting'),
  );
  const about = (kind: ReminderKind, accessKeyId: string, since: Instant | null): Found => ({
    kind,
    identity: identity.name,
    accessKeyId,
    days: since === null ? null : ageInDays(since, facts.nowMs),
    since,
  });
  return [
    ...rotations.flatMap((rotation) => ofRotation(identity, rotation, about, facts.nowMs)),
    ...others
      .filter(({ accessKeyId }) => !rotations.some((rotation) => isOf(rotation, accessKeyId)))
      .map(({ accessKeyId, status, createdAt }) =>
        about(status === 'active' ? 'second-unknown' : 'leftover', accessKeyId, createdAt),
      ),
  ];
}

/** One at most: what it waits for, unless that comes by itself. */
function ofRotation(
  { accessKeyId }: Identity,
  rotation: RotationFacts,
  about: (kind: ReminderKind, accessKeyId: string, since: Instant | null) => Found,
  nowMs: number,
): readonly Found[] {
  const { oldKeyId, newKeyId, orphan, direction, graceEndsAt } = rotation;
  const { waitsFor, waitsSince, failure } = rotation;
  const waits = (whose = accessKeyId, tone: Reminder['tone'] = TONES['rotation-waits']): Found[] =>
    waitsFor === null
      ? []
      : [{ ...about('rotation-waits', whose, waitsSince), tone, rotation: { waitsFor, failure } }];
  switch (waitsFor) {
    case null:
    case 'grace':
      return [];
    case 'orphan':
      return orphan === null ? [] : [about('orphan', orphan.accessKeyId, orphan.createdAt)];
    case 'person':
      if (failure !== null) return waits();
      return direction === 'back'
        ? waits(newKeyId ?? accessKeyId, 'warn')
        : [about('grace-over', oldKeyId, graceEndsAt)];
    case 'code':
    case 'again':
    case 'update':
      return waits();
    case 'aws':
    case 'itself':
      return hasWaitedLong(rotation, nowMs) ? waits() : [];
  }
}

/** By when it was tried last: while the computer slept, or was off, nothing could go on. */
function hasWaitedLong({ waitsSince, failedAt }: RotationFacts, nowMs: number): boolean {
  if (waitsSince === null) return false;
  const lastMs = failedAt === null ? nowMs : epochMsOf(failedAt);
  return lastMs - epochMsOf(waitsSince) >= LONG_MS;
}

/** A rotation sees to its own keys. */
function isOf({ oldKeyId, newKeyId, orphan }: RotationFacts, accessKeyId: string): boolean {
  return [oldKeyId, newKeyId, orphan?.accessKeyId].includes(accessKeyId);
}

/** Only where AWS has said so: a user who may not list devices may well have one. */
function lacksMfa({ mfaSerial, keys }: Identity): boolean {
  return mfaSerial === null && keys?.mfaDevices?.length === 0;
}

function ofForeignPlaintext({ identities, plaintextKeys }: ReminderFacts): readonly Found[] {
  const ours = new Set(identities.map(({ accessKeyId }) => accessKeyId));
  const foreign = new Set(plaintextKeys.map(({ accessKeyId }) => accessKeyId));
  return [...foreign]
    .filter((accessKeyId) => !ours.has(accessKeyId))
    .map((accessKeyId) => ({
      kind: 'plaintext',
      identity: null,
      accessKeyId,
      days: null,
      since: null,
    }));
}

function idOf({ kind, identity, accessKeyId }: Found): string {
  return JSON.stringify([kind, identity, accessKeyId]);
}

/**
 * Whether a person does not want to hear of it now. Who said so of a due key until it is rotated does not hear
 * either when it is overdue.
 */
function snoozeOf(found: Found, snoozes: readonly Snooze[], nowMs: number): Reminder['snooze'] {
  const isOn = ({ id, at, until }: Snooze) => {
    if (id !== idOf(found))
      return found.kind === 'overdue' && until === null && id === idOf({ ...found, kind: 'due' });
    if (until === null) return true;
    const lengthMs = epochMsOf(until) - epochMsOf(at);
    // A clock that was ahead when it was snoozed does not make it last for years.
    return nowMs < epochMsOf(until) && nowMs >= epochMsOf(at) - lengthMs;
  };
  const [first, ...others] = snoozes.filter(isOn).map(({ until }) => until);
  if (first === undefined) return null;
  return { until: others.reduce(laterOf, first) };
}

/** Null is for ever. Instants are of one form, so their order is that of their text. */
function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return null;
  return a < b ? b : a;
}
