import { useState } from 'react';
import type {
  ImportChoice,
  ImportOutcome,
  ImportPlan,
  ImportProgress,
} from '#shared/contract/import-plan.ts';
import { lastStep } from '#shared/contract/last-step.ts';
import { type Task, useTask } from '../state/use-task.ts';
import { useApi } from '../state/world.ts';

export interface ApplyTask extends Task<[plan: ImportPlan, choice: ImportChoice, wish: Wish]> {
  readonly progress: ImportProgress | null;
  /** Ends it where it may end: with nothing done, or with all of it but the switches that are left. */
  stop(plan: ImportPlan): void;
}

interface Wish {
  readonly switchAfterwards: boolean;
}

/** Takes over what a plan says. */
export function useApply(onApplied: (plan: ImportPlan, outcome: ImportOutcome) => void): ApplyTask {
  const api = useApi();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const task = useTask(async (plan: ImportPlan, choice: ImportChoice, wish: Wish) => {
    setProgress(null);
    const { token } = plan;
    const steps = await api.import.apply({ ...choice, ...wish, token });
    const { outcome } = await lastStep(steps, 'outcome', setProgress);
    onApplied(plan, outcome);
  });
  return {
    ...task,
    progress: task.running ? progress : null,
    // Where main is not there to hear it, the call itself fails.
    stop: ({ token }) => void api.import.stop({ token }).catch(() => {}),
  };
}
