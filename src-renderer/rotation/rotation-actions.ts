import type { Rotation } from '#shared/contract/things.ts';

/** What a person can do about a rotation; `insist` goes on although something stands against it. */
export type RotationAction = 'go-on' | 'insist' | 'delete-orphan' | 'finish' | 'roll-back';

/** What leads on comes last, as the buttons of a dialog do. None while it goes on. */
export function rotationActions(
  rotation: Pick<Rotation, 'state' | 'waitsFor' | 'canRollBack' | 'failure'>,
): readonly RotationAction[] {
  if (rotation.state !== 'resting') return [];
  const back: readonly RotationAction[] = rotation.canRollBack ? ['roll-back'] : [];
  switch (rotation.waitsFor) {
    case 'orphan':
      return ['delete-orphan'];
    case 'grace':
      return [...back, 'finish'];
    case 'person':
      return rotation.failure === null ? [...back, 'finish'] : [...back, 'insist'];
    case 'code':
    case 'aws':
    case 'itself':
    case 'again':
      return [...back, 'go-on'];
    case 'update':
    case null:
      return [];
  }
}

/** Whether it goes on with the rotation; the others end it, one way or the other. */
export function leadsOn(action: RotationAction): boolean {
  return action !== 'roll-back' && action !== 'finish';
}
