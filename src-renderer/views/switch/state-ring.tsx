import { useShallow } from 'zustand/react/shallow';
import type { Target } from '#shared/contract/things.ts';
import { KindRing } from '#renderer/components/kind-ring.tsx';
import { useCountdown } from '#renderer/state/use-now.ts';
import { endOf, ringOf, type TargetState } from './target-state.ts';

/** What a target is, and around it what is left of its session: drawn anew only when that looks another. */
export function StateRing(props: {
  readonly kind: Target['kind'];
  readonly state: TargetState;
  readonly size?: number;
}) {
  const { kind, state, size } = props;
  const ring = useCountdown(
    endOf(state),
    useShallow((nowMs: number) => ringOf(state, nowMs)),
  );
  return (
    <KindRing
      kind={kind}
      isBusy={state.kind === 'starting'}
      {...ring}
      {...(size === undefined ? {} : { size })}
    />
  );
}
