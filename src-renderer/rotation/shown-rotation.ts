import type { Rotation } from '#shared/contract/things.ts';

/** Of an identity's user; null where none goes on. */
export function unfinishedRotation(
  rotations: readonly Rotation[],
  identity: string,
): Rotation | null {
  return (
    rotations.find(({ identities, state }) => identities.includes(identity) && !isOver(state)) ??
    null
  );
}

/** When the last rotation began of which this window need not tell any more. */
export function lastEndedAt(rotations: readonly Rotation[], identity: string): string | null {
  const ended = rotations
    .filter(({ identities, state }) => identities.includes(identity) && isOver(state))
    .map(({ startedAt }) => startedAt)
    .toSorted();
  return ended.at(-1) ?? null;
}

/** What a dialog shows that was opened when `endedBefore` was so: what goes on, or has ended meanwhile. */
export function shownRotation(
  rotations: readonly Rotation[],
  identity: string,
  endedBefore: string | null,
): Rotation | null {
  const unfinished = unfinishedRotation(rotations, identity);
  if (unfinished !== null) return unfinished;
  const ended = rotations.find(
    (rotation) =>
      rotation.identities.includes(identity) &&
      isOver(rotation.state) &&
      rotation.startedAt !== endedBefore,
  );
  return ended ?? null;
}

function isOver(state: Rotation['state']): boolean {
  return state === 'done' || state === 'rolled-back';
}
