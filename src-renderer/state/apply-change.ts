import type { Changed } from '#shared/contract/events.ts';
import type { Snapshot } from '#shared/contract/things.ts';

/** The snapshot after a change; `stale` when a change between was missed, so that only a new snapshot helps. */
export function applyChange(snapshot: Snapshot, change: Changed): Snapshot | 'stale' {
  if (change.epoch !== snapshot.epoch) return 'stale';
  // Heard between subscribing and the snapshot, which holds it already.
  if (change.revision <= snapshot.revision) return snapshot;
  if (change.revision !== snapshot.revision + 1) return 'stale';
  return {
    ...snapshot,
    revision: change.revision,
    endpoints: merged(snapshot.endpoints, change.endpoints),
    identities: merged(snapshot.identities, change.identities),
    roles: merged(snapshot.roles, change.roles),
    targets: merged(snapshot.targets, change.targets),
    awsFiles: change.awsFiles ?? snapshot.awsFiles,
    needs: change.needs ?? snapshot.needs,
    rotations: change.rotations ?? snapshot.rotations,
    reminders: change.reminders ?? snapshot.reminders,
    settings: change.settings ?? snapshot.settings,
    habits: change.habits ?? snapshot.habits,
    enrolments: change.enrolments ?? snapshot.enrolments,
    vault: change.vault ?? snapshot.vault,
    clockSkewSeconds:
      change.clockSkewSeconds === undefined ? snapshot.clockSkewSeconds : change.clockSkewSeconds,
  };
}

/** Keeps the order, so that nothing on the screen jumps; what is new comes last. */
function merged<T extends { readonly name: string }>(
  things: T[],
  changes: { readonly put: readonly T[]; readonly removed: readonly string[] } | undefined,
): T[] {
  if (changes === undefined) return things;
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  for (const name of changes.removed) byName.delete(name);
  for (const thing of changes.put) byName.set(thing.name, thing);
  return [...byName.values()];
}
