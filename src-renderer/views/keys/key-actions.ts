import type { KeyAction } from '#shared/contract/keys.ts';
import type { AccessKey, Identity, Rotation } from '#shared/contract/things.ts';

/** What can be done to a key here. A rotation that is not finished sees to its own keys. */
export function keyActions(
  { accessKeyId, status }: Pick<AccessKey, 'accessKeyId' | 'status'>,
  {
    identity,
    rotation,
  }: {
    readonly identity: Pick<Identity, 'accessKeyId' | 'userName'>;
    readonly rotation: Pick<Rotation, 'oldKeyId' | 'newKeyId' | 'orphan'> | null;
  },
): { readonly mayRotate: boolean; readonly changes: readonly KeyAction[] } {
  // AWS's rules for root users' keys are others, and Latchkey leaves them alone.
  if (identity.userName === null || status === 'gone') return { mayRotate: false, changes: [] };
  const isInRotation =
    rotation !== null &&
    [rotation.oldKeyId, rotation.newKeyId, rotation.orphan?.accessKeyId].includes(accessKeyId);
  return {
    mayRotate: rotation === null && status === 'active' && accessKeyId === identity.accessKeyId,
    changes: isInRotation ? [] : [status === 'active' ? 'deactivate' : 'activate', 'delete'],
  };
}
