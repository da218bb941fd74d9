import type { SnapshotReply } from './contract/snapshot-reply.ts';
import type { Role, Snapshot, Target } from './contract/things.ts';
import { fromTable } from './table.ts';

/** A snapshot as it is used, of one as it was sent. */
export function openSnapshot(reply: SnapshotReply): Snapshot {
  return {
    ...reply,
    roles: fromTable<Role>(reply.roles),
    targets: fromTable<Target>(reply.targets),
  };
}
