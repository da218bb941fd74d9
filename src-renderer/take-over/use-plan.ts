import { useState } from 'react';
import type { ImportChoice, ImportPlan, ImportProgress } from '#shared/contract/import-plan.ts';
import { lastStep } from '#shared/contract/last-step.ts';
import { type Reading, useReading } from '../state/use-reading.ts';
import { useApi } from '../state/world.ts';

export interface PlanReading extends Reading<ImportPlan> {
  /** Of the reading that goes on; null before AWS is asked. */
  readonly progress: ImportProgress | null;
}

/** What taking over would do. `choice` null: `known` is that already. Asking AWS ends when nobody waits any more. */
export function usePlan(
  choice: (() => ImportChoice) | null,
  { key, known = null }: { readonly key: string; readonly known?: ImportPlan | null },
): PlanReading {
  const api = useApi();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const reading = useReading(async (signal) => {
    setProgress(null);
    if (choice === null) return known;
    const steps = await api.import.plan(choice(), { signal });
    const { plan } = await lastStep(steps, 'plan', setProgress);
    return plan;
  }, key);
  return { ...reading, progress: reading.isReading ? progress : null };
}
