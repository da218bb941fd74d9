import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { AwsError } from '../aws-error.ts';
import { namesOf } from '../principal.ts';
import { isExpired } from '../report-age.ts';

export const getCredentialReport: Action = {
  name: 'GetCredentialReport',
  service: 'iam',
  run(call) {
    const { world, nowMs } = call;
    authorizeIam(call, { action: 'iam:GetCredentialReport', resource: '*', shownAs: '*' });
    const report = world.reports.get(namesOf(call.caller.principal).accountId);
    if (report === undefined)
      throw new AwsError(410, 'ReportNotPresent', 'No report exists. Generate one first.');
    if (nowMs < report.readyAtMs)
      throw new AwsError(404, 'ReportInProgress', 'The report is still being generated.');
    if (isExpired(report, nowMs))
      throw new AwsError(410, 'ReportExpired', 'The report has expired. Generate a new one.');
    return {
      Content: Buffer.from(report.csv).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(report.readyAtMs),
    };
  },
};
