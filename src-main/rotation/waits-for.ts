import type { RotationWait } from '#shared/contract/things.ts';
import { passesByItself } from '../sessions/passing.ts';
import { graceEndsAtMs, nextStep, type RotationState } from './steps.ts';

/** What a rotation rests for while nobody is at it; null for one that is over. */
export function waitsFor(state: RotationState, nowMs: number): RotationWait | null {
  const step = nextStep(state, nowMs);
  if (step.do === 'nothing') return null;
  if (step.do === 'wait') return step.for;
  if (state.failure === null || passesByItself(state.failure)) return 'itself';
  switch (state.failure.code) {
    case 'mfa/code-needed':
      return 'code';
    case 'rotation/not-proven':
      return 'aws';
    case 'rotation/old-key-in-use':
    case 'rotation/old-key-in-files':
    case 'rotation/old-key-elsewhere':
    case 'rotation/old-key-active':
      return 'person';
    default:
      return 'again';
  }
}

/** Whether what it rests for passes, so that it is tried again without anybody. */
export function goesOnByItself(state: RotationState, nowMs: number): boolean {
  const wait = waitsFor(state, nowMs);
  return wait === 'itself' || wait === 'aws';
}

/** Since when it could have gone on: its last step, or the end of the time of grace after that. */
export function waitsSinceMs(state: RotationState, nowMs: number): number {
  const endsAtMs = state.direction === 'forward' ? graceEndsAtMs(state) : null;
  const isGraceOver = endsAtMs !== null && endsAtMs <= nowMs;
  return isGraceOver ? Math.max(endsAtMs, state.cameSoFarAtMs) : state.cameSoFarAtMs;
}
