import type { ReportFindingKind } from '#shared/contract/values.ts';

/** A finding of the credential report in a few words, as a row has it. */
export const REPORT_FINDING_WORDS: Record<ReportFindingKind, string> = {
  'root-key': 'key of the root user',
  'no-mfa': 'signs in without MFA',
  overdue: 'old key',
  'never-used': 'key never used',
  unused: 'key not used for long',
  leftover: 'inactive key left over',
  'password-unused': 'password not used for long',
};

/** All kinds, the gravest first. */
export const REPORT_FINDINGS = Object.keys(REPORT_FINDING_WORDS) as readonly ReportFindingKind[];
