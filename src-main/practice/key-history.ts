import type { AccessKey, KeyChange, KeyStatus, User, World } from './world.ts';

/** What became of the key; null once it is deleted. */
export function statusOf(key: AccessKey): KeyStatus | null {
  const last = key.history.at(-1);
  return last === undefined ? null : STATUS_AFTER[last.kind];
}

/** How long each kind of change takes to be seen, in ms. */
export type Lag = Readonly<Record<KeyChange['kind'], number>>;

/** The status as a server sees it that learns of each change so late; null where it knows no such key. */
export function statusSeen(key: AccessKey, lag: Lag, nowMs: number): KeyStatus | null {
  const last = key.history.findLast(({ kind, atMs }) => atMs + lag[kind] <= nowMs);
  return last === undefined ? null : STATUS_AFTER[last.kind];
}

/** A user's keys that are not deleted, oldest first as they were made. */
export function keysOfUser(world: World, user: User): readonly AccessKey[] {
  return [...world.keys.values()].filter((key) => key.owner === user && statusOf(key) !== null);
}

const STATUS_AFTER: Readonly<Record<KeyChange['kind'], KeyStatus | null>> = {
  created: 'Active',
  activated: 'Active',
  deactivated: 'Inactive',
  expired: 'Expired',
  deleted: null,
};
