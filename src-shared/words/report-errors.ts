import type { ErrorFacts } from '#shared/errors.ts';
import type { Words } from './words.ts';

type ReportErrorCode = 'report/not-allowed' | 'report/not-ready' | 'report/malformed';

/** Why there is no credential report. */
export const REPORT_ERROR_WORDS: {
  readonly [C in ReportErrorCode]: (facts: ErrorFacts[C]) => Words;
} = {
  'report/not-allowed': ({ actions, principal, withoutMfa }) => ({
    title: 'AWS does not allow the credential report',
    explanation: `${principal || 'The user'} has no permission for ${actions.join(' and ')}${withoutMfa ? ', or only in a session with MFA, which this was not' : ''}. It takes iam:GenerateCredentialReport to have one made, and iam:GetCredentialReport to read it.`,
    action: `Use an identity or role that looks after the account, or ask for ${actions.length === 1 ? 'that permission' : 'those permissions'}.`,
  }),
  'report/not-ready': ({ seconds }) => ({
    title: 'AWS is still making the credential report',
    explanation: `It was not done after ${seconds} seconds. AWS goes on with it.`,
    action: 'Ask again in some minutes.',
  }),
  'report/malformed': ({ line, problem }) => ({
    title: 'AWS’s credential report cannot be read',
    explanation: `Its line ${line} is not as Latchkey knows it: ${problem}. Nothing was concluded from the rest.`,
    action: 'Look for a newer Latchkey; the report itself is in the IAM console.',
  }),
};
