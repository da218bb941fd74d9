import { implement } from '@orpc/server';
import { reportContract } from '#shared/contract/report.ts';
import type { Core } from './core.ts';

/** `report.*` of the contract. */
export function createReportRouter({ report }: Pick<Core, 'report'>) {
  const os = implement(reportContract);
  return {
    make: os.make.handler(({ input: { target, mfaCode }, signal }) =>
      Promise.resolve(report.make(target, { mfaCode, signal })),
    ),
  };
}
