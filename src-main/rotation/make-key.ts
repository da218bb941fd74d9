import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf, SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { AccessKeyMetadata } from '../aws/iam.ts';
import { unlessMissing } from '../aws/unless-missing.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { isPassing } from '../sessions/passing.ts';
import { mayBeRenamed } from './learn-name.ts';
import { lastUseIfTold } from './last-use.ts';
import type { Run } from './run.ts';
import { LIGHT_MS } from './steps.ts';

/** AWS's times have whole seconds, and ours of AWS's may be off by some. */
const TOLERANCE_MS = 10 * SECOND_MS;
const LOOK_EVERY_MS = 2 * SECOND_MS;

/**
 * Making the new key. CreateAccessKey leaves once for each `creating` on record, and not again before it is
 * settled what came of it (contracts.md §3.2, hazard 2).
 */
export interface MakeKey {
  create(run: Run): Promise<void>;
  /** Settles a call whose outcome nobody knows, by what AWS lists until then. */
  seekOrphan(run: Run, untilMs: number): Promise<void>;
  deleteOrphan(run: Run): Promise<void>;
  /** Notes it where somebody else has deleted the orphan. */
  lookForOrphan(run: Run): Promise<void>;
}

export function createMakeKey(deps: {
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly ended: AbortSignal;
}): MakeKey {
  const { aws, secrets, skew, clock } = deps;

  const list = async (run: Run) =>
    aws.listAccessKeys(run.endpoint, await run.iam(), run.userName());

  const make = async (run: Run, credentials: Credentials, note: Run['note']) => {
    const made = await aws.createAccessKey(run.endpoint, credentials, run.userName());
    try {
      await note({
        fact: 'created',
        accessKeyId: made.accessKeyId,
        secret: made.secretAccessKey,
      });
    } catch (error) {
      // AWS tells it once. Where the journal cannot be written the vault may, and is looked into later.
      await secrets.put(`access-key/${made.accessKeyId}`, made.secretAccessKey);
      throw error;
    }
  };

  /** AWS has said no: nothing was made. */
  const refused = async (run: Run, error: AppError): Promise<never> => {
    await run.note({ fact: 'not-created' });
    if (mayBeRenamed(error)) {
      const nameBefore = run.userName();
      await run.learnName();
      // By the new name it may well be made.
      if (run.userName() !== nameBefore) throw error;
    }
    if (isAppError(error, 'aws/limit-reached')) {
      const other = (await list(run)).find(isUnknown(run));
      // It lists no second key and yet allows no other: then one of ours may still come to light.
      if (other === undefined && run.state().isDoubtful) {
        await run.note({ fact: 'doubted' });
        throw error;
      }
      await run.note({ fact: 'abandoned' });
      throw other === undefined ? error : await twoKeys(run, other);
    }
    if (!isPassing(error) && !run.state().isDoubtful) await run.note({ fact: 'abandoned' });
    throw error;
  };

  const twoKeys = async (run: Run, other: AccessKeyMetadata): Promise<AppError> => {
    const { endpoint } = run;
    const lastUsed = await lastUseIfTold(aws, endpoint, await run.iam(), other.accessKeyId);
    return new AppError('rotation/two-keys', {
      userName: run.userName(),
      otherKeyId: other.accessKeyId,
      status: other.status,
      createdAt: instantOf(other.createdAtMs),
      lastUsedAt: lastUsed === null ? null : instantOf(lastUsed.atMs),
    });
  };

  const settle = async (run: Run, found: AccessKeyMetadata) => {
    const { accessKeyId, createdAtMs } = found;
    if ((await secrets.get(`access-key/${accessKeyId}`)) !== null)
      return run.note({ fact: 'created', accessKeyId, secret: null });
    if (createdAtMs >= run.state().intent.atMs - TOLERANCE_MS)
      return run.note({ fact: 'orphan-found', orphan: { accessKeyId, createdAtMs } });
    // It was there before and not listed: there was no place for a third one.
    await run.note({ fact: 'not-created' }, { fact: 'abandoned' });
    throw await twoKeys(run, found);
  };

  return {
    async create(run) {
      const credentials = await run.iam();
      // Somebody may lock the vault while AWS makes the key, and its secret comes but once.
      const noteMade = run.held();
      await run.note({ fact: 'creating' });
      try {
        await make(run, credentials, noteMade);
      } catch (error) {
        // Left unsettled: what came of it is looked for next.
        if (isAppError(error, 'aws/outcome-unknown')) return;
        if (isAppError(error) && run.state().newKey === null && error.code.startsWith('aws/'))
          await refused(run, error);
        throw error;
      }
    },
    async seekOrphan(run, untilMs) {
      for (;;) {
        const found = (await list(run)).find(isUnknown(run));
        if (found !== undefined) return settle(run, found);
        if (skew.awsNow() >= untilMs) return run.note({ fact: 'none-found' });
        await clock.sleep(LOOK_EVERY_MS, deps.ended);
      }
    },
    async deleteOrphan(run) {
      const { orphan } = run.state();
      if (orphan === null) return;
      const userName = run.userName();
      const { accessKeyId } = orphan;
      await unlessMissing(
        aws.deleteAccessKey(run.endpoint, await run.iam(), { userName, accessKeyId }),
      );
      await run.note({ fact: 'orphan-deleted', accessKeyId });
    },
    async lookForOrphan(run) {
      const { orphan } = run.state();
      // A new key may be listed by turns.
      if (orphan === null || skew.awsNow() < orphan.createdAtMs + LIGHT_MS) return;
      const keys = await list(run);
      if (!keys.some(({ accessKeyId }) => accessKeyId === orphan.accessKeyId))
        await run.note({ fact: 'orphan-deleted', accessKeyId: orphan.accessKeyId });
    },
  };
}

/** Neither there before, nor an orphan that AWS still lists after its deletion. */
function isUnknown(run: Run): (key: AccessKeyMetadata) => boolean {
  const { intent, deletedOrphans } = run.state();
  const known = new Set([intent.oldKeyId, ...intent.keysBefore, ...deletedOrphans]);
  return ({ accessKeyId }) => !known.has(accessKeyId);
}
