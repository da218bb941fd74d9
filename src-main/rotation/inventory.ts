import type { AccessKey, KeyInventory } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { RotationState } from './steps.ts';

/** The inventory as a rotation has left it: what AWS has accepted is true at once, and its lists may lag behind. */
export function inventoryAfter(inventory: KeyInventory, state: RotationState): KeyInventory {
  const { intent, newKey, createdAtMs, end, deletedOrphans } = state;
  const statuses = new Map<string, AccessKey['status'] | null>([
    [intent.oldKeyId, end === 'deleted' ? null : statusSince(state.deactivatedAtMs)],
  ]);
  for (const id of deletedOrphans) statuses.set(id, null);
  if (newKey !== null)
    statuses.set(
      newKey.accessKeyId,
      end === 'rolled-back' ? null : statusSince(state.newDeactivatedAtMs),
    );
  const isNew = !inventory.keys.some((key) => key.accessKeyId === newKey?.accessKeyId);
  const made: AccessKey[] =
    newKey === null || !isNew
      ? []
      : [
          {
            accessKeyId: newKey.accessKeyId,
            status: 'active',
            createdAt: createdAtMs === null ? null : instantOf(createdAtMs),
            lastUse: { kind: 'unknown' },
          },
        ];
  const keys = [...made, ...inventory.keys].flatMap((key): AccessKey[] => {
    const status = statuses.get(key.accessKeyId);
    if (status === null) return [];
    return [status === undefined ? key : { ...key, status }];
  });
  return { ...inventory, keys };
}

function statusSince(deactivatedAtMs: number | null): AccessKey['status'] {
  return deactivatedAtMs === null ? 'active' : 'inactive';
}
