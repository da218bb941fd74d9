import type { KeyThresholds, ReminderSettings } from '#shared/contract/settings.ts';
import type { AccessKey, Identity, Rotation } from '#shared/contract/things.ts';
import { ageInDays, lastUsedAt, ownKey, thresholdsOf } from '#shared/keys.ts';
import { DAY_MS, epochMsOf, type Instant } from '#shared/time.ts';

/** One key on the axis of time. Moments are ms since the epoch; null is what AWS does not tell. */
export interface KeyLane {
  readonly id: string;
  readonly key: AccessKey;
  /** Those of its user; the first is where one is led. */
  readonly identities: readonly [string, ...string[]];
  /** Whether one of them signs in with it. */
  readonly isOurs: boolean;
  readonly wasRead: boolean;
  readonly createdAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly days: number | null;
  /** Of one that is in use: what is not does no harm by its age. */
  readonly verdict: 'fresh' | 'due' | 'overdue' | null;
  /** Where its identity's differ from everybody's. */
  readonly ownThresholds: KeyThresholds | null;
  /** Made by the last rotation of its user, the only one on record. */
  readonly isOfRotation: boolean;
  /** Since when a rotation has it out of use. */
  readonly deactivatedAtMs: number | null;
}

export interface KeyLaneFacts {
  readonly identities: readonly Identity[];
  readonly rotations: readonly Rotation[];
  readonly settings: Pick<ReminderSettings, 'thresholds'>;
  readonly nowMs: number;
}

/** Every key that is known, each once, the oldest first; those of which AWS does not tell the age come last. */
export function keyLanes(facts: KeyLaneFacts): readonly KeyLane[] {
  const ourIds = new Set(facts.identities.map(idOfOwn));
  const lanes = new Map<string, KeyLane>();
  for (const identity of facts.identities) {
    for (const key of identity.keys?.keys ?? [ownKey(identity)]) {
      const id = idOf(identity, key);
      const known = lanes.get(id);
      const lane = known ?? laneOf(identity, key, ourIds.has(id), facts);
      const identities = known === undefined ? lane.identities : withName(known, identity.name);
      lanes.set(id, { ...lane, identities });
    }
  }
  return [...lanes.values()].toSorted(
    (a, b) => (a.createdAtMs ?? Infinity) - (b.createdAtMs ?? Infinity) || byName(a, b),
  );
}

/**
 * From when to today the picture reaches: to its oldest key, though not so far back that the days that matter
 * cannot be told apart, and beyond the last threshold in any case.
 */
export function keySpan(
  lanes: readonly Pick<KeyLane, 'createdAtMs' | 'lastUsedAtMs' | 'ownThresholds'>[],
  { thresholds }: Pick<ReminderSettings, 'thresholds'>,
  nowMs: number,
): readonly [number, number] {
  const overdue = [
    thresholds.overdueDays,
    ...lanes.flatMap(({ ownThresholds }) => ownThresholds?.overdueDays ?? []),
  ];
  const least = Math.max(...overdue) * BEYOND;
  const moments = lanes.flatMap(
    ({ createdAtMs, lastUsedAtMs }) => createdAtMs ?? lastUsedAtMs ?? [],
  );
  const oldest = Math.max(0, ...moments.map((ms) => (nowMs - ms) / DAY_MS)) * MARGIN;
  return [nowMs - Math.max(least, Math.min(oldest, MOST_DAYS)) * DAY_MS, nowMs];
}

const BEYOND = 1.33;
const MARGIN = 1.04;
const MOST_DAYS = 400;

function laneOf(
  identity: Identity,
  key: AccessKey,
  isOurs: boolean,
  { settings, rotations, nowMs }: KeyLaneFacts,
): KeyLane {
  const { createdAt, status, lastUse } = key;
  const days = createdAt === null ? null : ageInDays(createdAt, nowMs);
  const used = lastUsedAt(lastUse);
  const rotation = rotations.find(({ identities }) => identities.includes(identity.name));
  const out = rotation?.oldKeyId === key.accessKeyId ? deactivatedAt(rotation) : null;
  return {
    id: idOf(identity, key),
    key,
    identities: [identity.name],
    isOurs,
    wasRead: identity.keys !== null,
    // A key from the future is one of today: our clock is not AWS's.
    createdAtMs: createdAt === null ? null : Math.min(epochMsOf(createdAt), nowMs),
    lastUsedAtMs: used === null ? null : Math.min(epochMsOf(used), nowMs),
    days,
    verdict:
      days === null || status !== 'active'
        ? null
        : verdictOf(days, thresholdsOf(identity, settings)),
    ownThresholds: identity.keyThresholds,
    isOfRotation: rotation?.newKeyId === key.accessKeyId,
    deactivatedAtMs: out === null ? null : epochMsOf(out),
  };
}

function deactivatedAt({ steps }: Rotation): Instant | null {
  return steps.find(({ step }) => step === 'deactivate')?.at ?? null;
}

function verdictOf(days: number, { dueDays, overdueDays }: KeyThresholds): KeyLane['verdict'] {
  if (days >= overdueDays) return 'overdue';
  return days >= dueDays ? 'due' : 'fresh';
}

function idOf(
  { endpoint }: Pick<Identity, 'endpoint'>,
  { accessKeyId }: Pick<AccessKey, 'accessKeyId'>,
) {
  return `${endpoint} ${accessKeyId}`;
}

function idOfOwn(identity: Identity): string {
  return idOf(identity, identity);
}

function withName({ identities }: KeyLane, name: string): KeyLane['identities'] {
  return [...identities, name];
}

function byName(a: KeyLane, b: KeyLane): number {
  return a.identities[0].localeCompare(b.identities[0]) || Number(b.isOurs) - Number(a.isOurs);
}
