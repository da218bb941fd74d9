import { useEffect, useMemo, useState } from 'react';
import type { Target } from '#shared/contract/things.ts';
import { orderTargets } from './order-targets.ts';

/**
 * The targets in their order, which changes only when nobody is looking: when targets come or go or are
 * pinned, and when the window is left. A row that becomes active stays under the pointer that made it so.
 */
export function useSteadyOrder(
  targets: readonly Target[],
  pinned: readonly string[],
): readonly Target[] {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const onBlur = () => setLooks((count) => count + 1);
    window.addEventListener('blur', onBlur);
    return () => window.removeEventListener('blur', onBlur);
  }, []);

  const names = targets.map(({ name }) => name).join('\n');
  const pins = pinned.join('\n');
  // The order depends on the sessions too, deliberately not on every change of them.
  const order = useMemo(
    () => orderTargets(targets, pinned).map(({ name }) => name),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- names, pins and looks say when to order anew
    [names, pins, looks],
  );
  return useMemo(() => {
    const byName = new Map(targets.map((target) => [target.name, target]));
    return order.flatMap((name) => byName.get(name) ?? []);
  }, [targets, order]);
}
