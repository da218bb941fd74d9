import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { Credentials } from '../aws/aws.ts';
import type { CredentialReport, Iam } from '../aws/iam.ts';
import { orDenied } from '../aws/or-denied.ts';
import type { Clock } from '../platform/clock.ts';

export type FoundReport = Extract<CredentialReport, { kind: 'report' }>;

type ReportCalls = Pick<Iam, 'generateCredentialReport' | 'getCredentialReport'>;

/** AWS takes seconds, and minutes for thousands of users; what takes longer is fetched later. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;
const FIRST_PAUSES_MS = [1, 1, 2, 3].map((seconds) => seconds * SECOND_MS);
const PAUSE_MS = 5 * SECOND_MS;

/**
 * Has AWS make a credential report and waits for it; yields the seconds waited so far. One of the last four hours
 * is taken as it is, whoever had it made, also by a user who may read it only. Throws `report/not-ready`,
 * `report/not-allowed`, `aws/*`, and the signal's reason.
 */
export async function* awaitReport(
  aws: ReportCalls,
  where: { readonly endpoint: Endpoint; readonly credentials: Credentials },
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal | undefined },
): AsyncGenerator<number, FoundReport> {
  const begunMs = clock.monotonic();
  for (let round = 0; ; round++) {
    const found = await look(aws, where);
    if (found !== null) return found;
    const seconds = Math.floor((clock.monotonic() - begunMs) / SECOND_MS);
    if (seconds * SECOND_MS >= LONGEST_WAIT_MS) throw new AppError('report/not-ready', { seconds });
    yield seconds;
    await clock.sleep(FIRST_PAUSES_MS[round] ?? PAUSE_MS, signal);
  }
}

/** Null while it is being made. */
async function look(
  aws: ReportCalls,
  { endpoint, credentials }: Parameters<typeof awaitReport>[1],
): Promise<FoundReport | null> {
  const begun = await orDenied(aws.generateCredentialReport(endpoint, credentials));
  if (!isAppError(begun) && !begun.done) return null;
  const got = await orDenied(aws.getCredentialReport(endpoint, credentials));
  if (isAppError(got)) throw notAllowed(isAppError(begun) ? [begun, got] : [got]);
  if (got.kind === 'report') return got;
  // Nobody has one made, and this user may not.
  if (isAppError(begun) && got.kind !== 'in-progress') throw notAllowed([begun]);
  return null;
}

type Denied = AppError<'aws/access-denied'>;

function notAllowed(denials: readonly [Denied, ...Denied[]]): AppError {
  const [{ facts }] = denials;
  const { principal, withoutMfa } = facts;
  const actions = denials.map((denial) => denial.facts.action);
  return new AppError('report/not-allowed', { actions, principal, withoutMfa }, denials[0]);
}
