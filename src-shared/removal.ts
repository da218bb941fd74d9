import type { AccessKey, Identity, Rotation } from './contract/things.ts';
import type { ErrorFacts } from './errors.ts';
import { ownKey } from './keys.ts';

/** The keys that AWS goes on having of a user whom Latchkey forgets, the one in use first. */
export function keysLeftOf(
  identity: Pick<Identity, 'accessKeyId' | 'keys'>,
  rotation: Rotation | null,
): Pick<AccessKey, 'accessKeyId' | 'status'>[] {
  const known = [ownKey(identity), ...(identity.keys?.keys ?? [])];
  const ofRotation = keyIdsOf(rotation).map(
    (id) => ({ accessKeyId: id, status: 'active' }) as const,
  );
  const byId = new Map(
    [...known, ...ofRotation].toReversed().map((key) => [key.accessKeyId, key.status]),
  );
  const ids = [...new Set([...known, ...ofRotation].map(({ accessKeyId }) => accessKeyId))];
  return ids
    .map((accessKeyId) => ({ accessKeyId, status: byId.get(accessKeyId) ?? 'active' }))
    .filter(({ status }) => status !== 'gone');
}

/** What stands against forgetting an identity in whose rotation nobody else is. */
export function unfinishedFacts(
  identity: Identity,
  rotation: Rotation,
): ErrorFacts['rotation/unfinished'] {
  const other = keysLeftOf(identity, rotation).find(
    ({ accessKeyId }) =>
      accessKeyId !== identity.accessKeyId && keyIdsOf(rotation).includes(accessKeyId),
  );
  const { waitsFor, graceEndsAt } = rotation;
  const isInactive = other?.status === 'inactive';
  return {
    identity: identity.name,
    inUse: identity.accessKeyId,
    other: other?.accessKeyId ?? null,
    isResting: isInactive && (waitsFor === 'grace' || waitsFor === 'person'),
    isOtherInactive: isInactive,
    keptUntil: waitsFor === 'grace' ? graceEndsAt : null,
  };
}

function keyIdsOf(rotation: Rotation | null): string[] {
  if (rotation === null) return [];
  const { newKeyId, oldKeyId, orphan } = rotation;
  return [newKeyId, oldKeyId, orphan?.accessKeyId ?? null].filter((id) => id !== null);
}
