import { implement } from '@orpc/server';
import {
  importContract,
  type ImportOutcome,
  type ImportPlan,
  type ImportProgress,
} from '#shared/contract/import-plan.ts';
import { secretOf } from '#shared/secret.ts';
import type { Core } from './core.ts';
import { stepsOf } from './steps-of.ts';

type PlanStep = ImportProgress | { readonly kind: 'plan'; readonly plan: ImportPlan };
type ApplyStep = ImportProgress | { readonly kind: 'outcome'; readonly outcome: ImportOutcome };

/** `import.*` of the contract. */
export function createImportRouter(core: Pick<Core, 'import'>) {
  const os = implement(importContract);
  const secretIf = (text: string | undefined) => (text === undefined ? undefined : secretOf(text));
  return {
    plan: os.plan.handler(async ({ input: { csv, ...choice }, signal }) =>
      stepsOf<PlanStep>(async (tell) => ({
        kind: 'plan',
        plan: await core.import.plan({ ...choice, csv: secretIf(csv) }, { tell, signal }),
      })),
    ),
    // Whoever has gone meanwhile has wanted it: it is stopped by a call of its own, so that it tells what it came to.
    apply: os.apply.handler(async ({ input: { csv, ...choice } }) =>
      stepsOf<ApplyStep>(async (tell) => ({
        kind: 'outcome',
        outcome: await core.import.apply({ ...choice, csv: secretIf(csv) }, { tell }),
      })),
    ),
    stop: os.stop.handler(({ input }) => {
      core.import.stop(input.token);
      return {};
    }),
  };
}
