import { useShallow } from 'zustand/react/shallow';
import type { Target } from '#shared/contract/things.ts';
import { useCountdown } from '#renderer/state/use-now.ts';
import { endOf, targetState, type TargetState } from './target-state.ts';

/** The state of a target as time goes by: another one only when it stands otherwise, not each second. */
export function useTargetState(target: Target): TargetState {
  return useCountdown(
    endOf(targetState(target, 0)),
    useShallow((nowMs: number) => targetState(target, nowMs)),
  );
}
