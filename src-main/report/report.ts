import type { ReportStep } from '#shared/contract/report.ts';
import { instantOf } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity, findTarget, type TargetFacts } from '../targets/targets.ts';
import { awaitReport } from './await-report.ts';
import { findingsOf } from './findings.ts';
import { parseReport } from './parse-report.ts';

export interface Report {
  /** As `report.make` of the contract has it. */
  make(
    target: string,
    options: { readonly mfaCode?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<ReportStep, void>;
}

/** The credential report of an account, by an identity or a role that may see it. */
export function createReport(deps: {
  readonly state: Pick<StateStore, 'current'>;
  readonly aws: Pick<Aws, 'generateCredentialReport' | 'getCredentialReport'>;
  readonly iamCredentials: Pick<IamCredentials, 'obtain'>;
  readonly sessions: Pick<Sessions, 'obtain'>;
  readonly clock: Clock;
}): Report {
  const { state, aws, clock } = deps;

  const credentialsOf = async (
    { name, kind }: TargetFacts,
    mfaCode: string | undefined,
  ): Promise<Credentials | { readonly serial: string }> => {
    if (kind === 'identity') {
      const identity = findIdentity(state.current(), name);
      const obtained = await deps.iamCredentials.obtain(identity, { mfaCode });
      return obtained.kind === 'mfa-needed' ? obtained : obtained.credentials;
    }
    let obtained = await deps.sessions.obtain(name, {});
    if (obtained.kind === 'mfa-needed' && mfaCode !== undefined)
      obtained = await deps.sessions.obtain(name, { mfaCode });
    return obtained.kind === 'mfa-needed' ? obtained : obtained.session.credentials;
  };

  return {
    async *make(name, { mfaCode, signal }) {
      const target = findTarget(state.current(), name);
      const credentials = await credentialsOf(target, mfaCode);
      if ('serial' in credentials) {
        yield { kind: 'mfa-needed', target: name, serial: credentials.serial };
        return;
      }
      // Signing in may have waited for a code, and the one who asked may have gone meanwhile.
      signal?.throwIfAborted();
      const { endpoint, accountId } = target;
      const waiting = awaitReport(aws, { endpoint, credentials }, { clock, signal });
      let step = await waiting.next();
      for (; step.done !== true; step = await waiting.next())
        yield { kind: 'waiting', waitedSeconds: step.value };
      const { text: csv, generatedAtMs } = step.value;
      const read = { accountId, generatedAt: instantOf(generatedAtMs), users: parseReport(csv) };
      const { thresholds } = state.current().settings.reminders;
      yield { kind: 'report', report: { ...read, findings: findingsOf(read, thresholds), csv } };
    },
  };
}
