import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf, SECOND_MS } from '#shared/time.ts';
import type { Secret } from '#shared/secret.ts';
import type { Aws } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { isMissingUser } from '../aws/is-missing-user.ts';
import { unlessMissing } from '../aws/unless-missing.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { MakeKey } from './make-key.ts';
import { proveKey } from './prove.ts';
import type { Run } from './run.ts';
import { LIGHT_MS, type NextStep, nextStep } from './steps.ts';
import type { SwitchOver } from './switch-over.ts';

/** What we know of AWS's time is that inexact; and until shortly before the switch we used the old key ourselves. */
const INEXACT_MS = 5 * SECOND_MS;

/** Does the next step of a rotation and puts on record what came of it. Each may have been done before, by a process that died. */
export type TakeStep = (
  run: Run,
  step: Exclude<NextStep, { do: 'wait' | 'nothing' }>,
) => Promise<void>;

export function createTakeStep(deps: {
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly makeKey: MakeKey;
  readonly switchOver: SwitchOver;
  /** The profiles of the AWS files in which a key stands in plain text. */
  readonly profilesWithKey: (accessKeyId: string) => Promise<readonly string[]>;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly ended: AbortSignal;
}): TakeStep {
  const { aws, secrets, makeKey, switchOver, skew } = deps;

  const store = async (run: Run) => {
    const { accessKeyId, secret } = newKeyOf(run);
    const item = `access-key/${accessKeyId}` as const;
    const kept = secret ?? (await accessKeyOf({ accessKeyId }, secrets)).secretAccessKey;
    await secrets.put(item, kept);
    if ((await secrets.get(item))?.reveal() !== kept.reveal())
      throw new AppError('vault/not-kept', {
        backend: secrets.kind,
        item: `the secret of ${accessKeyId}`,
      });
    await run.note({ fact: 'stored' });
  };

  const prove = async (run: Run, accessKeyId: string, holdMs: number) => {
    const key = await accessKeyOf({ accessKeyId }, secrets);
    const userName = run.userName();
    const { endpoint, stopped, showProof: onProgress } = run;
    const request = { endpoint, stopped, key, userName, holdMs, onProgress };
    await proveKey(deps, request).finally(() => run.showProof(null));
  };

  const setStatus = async (run: Run, accessKeyId: string, status: 'Active' | 'Inactive') => {
    const userName = run.userName();
    const request = { userName, accessKeyId, status };
    await aws.updateAccessKey(run.endpoint, await run.iam(), request);
  };

  const forget = async (accessKeyId: string) => {
    if (switchOver.usersOf(accessKeyId).length === 0)
      await secrets.delete(`access-key/${accessKeyId}`);
  };

  const drop = async (run: Run, accessKeyId: string) => {
    const userName = run.userName();
    await unlessMissing(
      aws.deleteAccessKey(run.endpoint, await run.iam(), { userName, accessKeyId }),
    );
    await forget(accessKeyId);
  };

  /** Whatever of ours uses the old key goes over to the new one. */
  const moveOver = async (run: Run) => {
    const { intent, createdAtMs } = run.state();
    const to = newKeyOf(run).accessKeyId;
    return switchOver.identities({
      whose: run.journal(),
      from: intent.oldKeyId,
      to,
      createdAtMs,
    });
  };

  /** Throws where something of the user's would stop working that we did not move over. */
  const checkUnused = async (run: Run) => {
    const { intent, switchedAtMs } = run.state();
    const accessKeyId = intent.oldKeyId;
    const profiles = await deps.profilesWithKey(accessKeyId);
    if (profiles.length > 0)
      throw new AppError('rotation/old-key-in-files', { accessKeyId, profiles });
    const identities = switchOver.usersOf(accessKeyId);
    if (identities.length > 0)
      throw new AppError('rotation/old-key-elsewhere', { accessKeyId, identities });
    const lastUsed = await ifKnown(
      aws.getAccessKeyLastUsed(run.endpoint, await run.iam(), accessKeyId),
    );
    if (lastUsed !== null && switchedAtMs !== null && lastUsed.atMs > switchedAtMs + INEXACT_MS)
      throw new AppError('rotation/old-key-in-use', {
        accessKeyId,
        service: lastUsed.service,
        at: instantOf(lastUsed.atMs),
      });
  };

  /** The old key is not touched by what was proven long ago: somebody may have deactivated the new one since. */
  const proveAgain = async (run: Run) => {
    const { provenAtMs } = run.state();
    if (skew.awsNow() - (provenAtMs ?? 0) > LIGHT_MS)
      await prove(run, newKeyOf(run).accessKeyId, 0);
  };

  const deactivate = async (run: Run) => {
    const { intent, isInsistedOn, deactivatingAtMs } = run.state();
    const { oldKeyId } = intent;
    await proveAgain(run);
    // Something may have come to use it since the switch.
    await moveOver(run);
    if (!isInsistedOn && deactivatingAtMs === null) await checkUnused(run);
    await run.iam();
    await run.note({ fact: 'deactivating' });
    try {
      // Somebody else may have deleted it.
      await unlessMissing(setStatus(run, oldKeyId, 'Inactive'));
    } catch (error) {
      if (isAppError(error, 'aws/access-denied')) await run.note({ fact: 'not-deactivated' });
      throw error;
    }
    await run.note({ fact: 'deactivated' });
  };

  const deleteOld = async (run: Run) => {
    await proveAgain(run);
    const { intent, isInsistedOn, deactivatedAtMs } = run.state();
    const accessKeyId = intent.oldKeyId;
    const keys = await aws.listAccessKeys(run.endpoint, await run.iam(), run.userName());
    // Now AWS has told the time, to the second: our clock may have been far ahead.
    if (nextStep(run.state(), skew.awsNow() + INEXACT_MS).do !== 'delete') return;
    const old = keys.find((key) => key.accessKeyId === accessKeyId);
    // Sooner AWS may still list it as active.
    const isTold = skew.awsNow() > (deactivatedAtMs ?? 0) + LIGHT_MS;
    if (!isInsistedOn && isTold && old?.status === 'Active')
      throw new AppError('rotation/old-key-active', { accessKeyId });
    await drop(run, accessKeyId);
    await run.note({ fact: 'deleted' });
  };

  const activateOld = async (run: Run) => {
    const { oldKeyId } = run.state().intent;
    try {
      await setStatus(run, oldKeyId, 'Active');
    } catch (error) {
      if (!isAppError(error, 'aws/no-such-thing') || isMissingUser(error)) throw error;
      throw await oldIsGone(run, error);
    }
    await run.note({ fact: 'old-activated' });
  };

  /** There is no way back: it comes to its end with the new key. */
  const oldIsGone = async (run: Run, cause: unknown) => {
    const { intent, switchedAtMs } = run.state();
    const accessKeyId = intent.oldKeyId;
    await run.note({ fact: 'old-gone' });
    if (switchedAtMs !== null) {
      await forget(accessKeyId);
      await run.note({ fact: 'deleted' });
    }
    return new AppError('rotation/old-key-gone', { accessKeyId }, cause);
  };

  /** With the key in use, or the new one where AWS does not know that any more. */
  const listWithEither = async (run: Run) => {
    const userName = run.userName();
    try {
      return await aws.listAccessKeys(run.endpoint, await run.iam(), userName);
    } catch (error) {
      if (!isAppError(error, 'aws/key-unknown')) throw error;
      const { accessKeyId, secret } = newKeyOf(run);
      const key =
        secret === null
          ? await accessKeyOf({ accessKeyId }, secrets)
          : { accessKeyId, secretAccessKey: secret, sessionToken: null };
      return aws.listAccessKeys(run.endpoint, key, userName);
    }
  };

  /** The old key did not answer: somebody may have deleted it, or deactivated it once more. */
  const lookAtOld = async (run: Run, error: AppError<'rotation/not-proven'>) => {
    const { oldKeyId } = run.state().intent;
    const old = (await listWithEither(run)).find(({ accessKeyId }) => accessKeyId === oldKeyId);
    if (old === undefined) return oldIsGone(run, error);
    if (old.status !== 'Active') await setStatus(run, oldKeyId, 'Active');
    return error;
  };

  const take: Readonly<
    Record<Exclude<NextStep['do'], 'wait' | 'nothing' | 'seek-orphan'>, (run: Run) => Promise<void>>
  > = {
    create: makeKey.create,
    store,
    prove: async (run) => {
      await prove(run, newKeyOf(run).accessKeyId, 0);
      await run.note({ fact: 'proven' });
    },
    switch: async (run) => {
      await run.note({ fact: 'switched', identities: await moveOver(run) });
    },
    renew: async (run) => run.note({ fact: 'renewed', left: await switchOver.sessions() }),
    deactivate,
    delete: deleteOld,
    abandon: (run) => run.note({ fact: 'abandoned' }),
    'activate-old': activateOld,
    'prove-old': async (run) => {
      const { intent, deactivatingAtMs } = run.state();
      // Its deactivation may reach some of AWS's servers only now, and pass for a moment over the activation.
      const holdMs =
        deactivatingAtMs === null ? 0 : Math.max(0, deactivatingAtMs + LIGHT_MS - skew.awsNow());
      try {
        await prove(run, intent.oldKeyId, holdMs);
      } catch (error) {
        throw isAppError(error, 'rotation/not-proven') ? await lookAtOld(run, error) : error;
      }
      await run.note({ fact: 'old-proven' });
    },
    'switch-back': async (run) => {
      const [from, to] = [newKeyOf(run).accessKeyId, run.state().intent.oldKeyId];
      await switchOver.identities({ whose: run.journal(), from, to, createdAtMs: null });
      await run.note({ fact: 'switched-back' });
    },
    'deactivate-new': async (run) => {
      await run.iam();
      await unlessMissing(setStatus(run, newKeyOf(run).accessKeyId, 'Inactive'));
      await run.note({ fact: 'new-deactivated' });
    },
    'delete-new': async (run) => {
      await drop(run, newKeyOf(run).accessKeyId);
      await run.note({ fact: 'new-deleted' });
    },
  };

  return (run, step) =>
    step.do === 'seek-orphan' ? makeKey.seekOrphan(run, step.untilMs) : take[step.do](run);
}

function newKeyOf(run: Run): { readonly accessKeyId: string; readonly secret: Secret | null } {
  const { newKey } = run.state();
  if (newKey === null) throw new Error('there is no new key yet');
  return newKey;
}

/** The user may often not ask for it: then it is unknown, and nobody is held up. */
async function ifKnown<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (isAppError(error, 'aws/access-denied') || isAppError(error, 'aws/no-such-thing'))
      return null;
    throw error;
  });
}
