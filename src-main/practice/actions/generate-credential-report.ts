import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { credentialReport } from '../credential-report.ts';
import { namesOf } from '../principal.ts';
import { isExpired } from '../report-age.ts';

/** The real IAM takes some seconds, more in a large account. */
const TAKES_MS = 4000;

/** Starts a report unless there is one of the last four hours, and tells how far it is. */
export const generateCredentialReport: Action = {
  name: 'GenerateCredentialReport',
  service: 'iam',
  run(call) {
    const { world, nowMs } = call;
    authorizeIam(call, { action: 'iam:GenerateCredentialReport', resource: '*', shownAs: '*' });
    const { accountId } = namesOf(call.caller.principal);
    const report = world.reports.get(accountId);
    if (report !== undefined && !isExpired(report, nowMs))
      return { State: nowMs < report.readyAtMs ? 'INPROGRESS' : 'COMPLETE' };
    const csv = credentialReport(world, accountId);
    world.reports.set(accountId, { readyAtMs: nowMs + TAKES_MS, csv });
    return {
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    };
  },
};
