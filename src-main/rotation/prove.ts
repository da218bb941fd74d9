import type { Endpoint, Rotation } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import { isMissingUser } from '../aws/is-missing-user.ts';
import { isOutage } from '../aws/is-outage.ts';
import type { Clock } from '../platform/clock.ts';

/** AWS spreads keys slowly, and one service before the other (contracts.md §4.1). */
const EVERY_MS = SECOND_MS;
const NEEDED_SUCCESSES = 5;
const NEEDED_MS = 10 * SECOND_MS;
const GIVE_UP_MS = 120 * SECOND_MS;
/** So many outages in a row are no slow spreading. */
const OUTAGES = 5;

export interface ProofRequest {
  readonly endpoint: Endpoint;
  /** Ends the proof with its reason. */
  readonly stopped: AbortSignal;
  readonly key: Credentials;
  readonly userName: string;
  /** It must go on answering for so long: an earlier change of the key may still be on its way. */
  readonly holdMs: number;
  readonly onProgress: (proof: NonNullable<Rotation['proof']>) => void;
}

/**
 * Returns when both STS and IAM have known the key five times in a row, for at least ten seconds. Throws
 * `rotation/not-proven` after two minutes, what keeps AWS from being asked, and what it was stopped with.
 */
export async function proveKey(
  { aws, clock, ended }: { aws: Aws; clock: Clock; ended: AbortSignal },
  { endpoint, key, userName, holdMs, onProgress, stopped }: ProofRequest,
): Promise<void> {
  const over = AbortSignal.any([ended, stopped]);
  const begunAt = clock.monotonic();
  let sts = 0;
  let iam = 0;
  let sinceMs = begunAt;
  let outages = 0;
  for (;;) {
    const failures = await failuresOfKey(aws, { endpoint, key, userName });
    const failure = failures.sts ?? failures.iam;
    const now = clock.monotonic();
    if (failure !== null || Math.min(sts, iam) === 0) sinceMs = now;
    sts = failures.sts === null ? sts + 1 : 0;
    iam = failures.iam === null ? iam + 1 : 0;
    const successes = Math.min(sts, iam);
    outages = isOutage(failure) ? outages + 1 : 0;
    const lastedMs = now - sinceMs;
    onProgress({
      sts: Math.min(sts, NEEDED_SUCCESSES),
      iam: Math.min(iam, NEEDED_SUCCESSES),
      neededSuccesses: NEEDED_SUCCESSES,
      seconds: Math.floor(Math.min(lastedMs, NEEDED_MS) / SECOND_MS),
      neededSeconds: NEEDED_MS / SECOND_MS,
    });
    const isLongEnough = lastedMs >= NEEDED_MS && now - begunAt >= holdMs;
    if (successes >= NEEDED_SUCCESSES && isLongEnough) return;
    // However long one waits, there is no user of that name.
    if (failure !== null && isMissingUser(failure)) throw failure;
    if (failure !== null && outages >= OUTAGES) throw failure;
    if (now - begunAt >= GIVE_UP_MS + holdMs)
      throw new AppError('rotation/not-proven', {
        accessKeyId: key.accessKeyId,
        seconds: Math.round((now - begunAt) / SECOND_MS),
      });
    await clock.sleep(EVERY_MS, over);
  }
}

/** Null for a service that knows the key. One that cannot be reached is not waited for a second time. */
async function failuresOfKey(
  aws: Aws,
  { endpoint, key, userName }: Pick<ProofRequest, 'endpoint' | 'key' | 'userName'>,
): Promise<{ readonly sts: AppError | null; readonly iam: AppError | null }> {
  const sts = await failureOf(aws.getCallerIdentity(endpoint, key));
  const iam = isOutage(sts) ? sts : await failureOf(aws.listAccessKeys(endpoint, key, userName));
  return { sts, iam };
}

/** A denial is an answer to somebody whom they know. */
async function failureOf(asked: Promise<unknown>): Promise<AppError | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return isAppError(error, 'aws/access-denied') ? null : error;
  }
}
