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
  readonly key: Credentials;
  readonly userName: string;
  /** It must go on answering for so long: an earlier change of the key may still be on its way. */
  readonly holdMs: number;
  readonly onProgress: (proof: NonNullable<Rotation['proof']>) => void;
}

/**
 * Returns when both STS and IAM have known the key five times in a row, for at least ten seconds. Throws
 * `rotation/not-proven` after two minutes, and what keeps AWS from being asked.
 */
export async function proveKey(
  { aws, clock, ended }: { aws: Aws; clock: Clock; ended: AbortSignal },
  { endpoint, key, userName, holdMs, onProgress }: ProofRequest,
): Promise<void> {
  const begunAt = clock.monotonic();
  let successes = 0;
  let sinceMs = begunAt;
  let outages = 0;
  for (;;) {
    const failure = await failureOfKey(aws, { endpoint, key, userName });
    const now = clock.monotonic();
    if (failure !== null || successes === 0) sinceMs = now;
    successes = failure === null ? successes + 1 : 0;
    outages = isOutage(failure) ? outages + 1 : 0;
    const lastedMs = now - sinceMs;
    onProgress({
      successes: Math.min(successes, NEEDED_SUCCESSES),
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
    await clock.sleep(EVERY_MS, ended);
  }
}

/** Null when both services know the key. A denial is an answer to somebody whom they know. */
async function failureOfKey(
  aws: Aws,
  { endpoint, key, userName }: Pick<ProofRequest, 'endpoint' | 'key' | 'userName'>,
): Promise<AppError | null> {
  const asks = [
    () => aws.getCallerIdentity(endpoint, key),
    () => aws.listAccessKeys(endpoint, key, userName),
  ];
  for (const ask of asks) {
    try {
      await ask();
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (!isAppError(error, 'aws/access-denied')) return error;
    }
  }
  return null;
}
