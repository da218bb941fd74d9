import { useState } from 'react';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import type { Api } from '../api/api.ts';
import { useTask, type Task } from '../state/use-task.ts';
import { useApi } from '../state/world.ts';

/** What this window asks of a rotation. */
export type RotationRequest =
  | { readonly kind: 'start'; readonly graceSeconds: number; readonly deletesItself: boolean }
  | { readonly kind: 'resume'; readonly insist: boolean }
  | { readonly kind: 'roll-back'; readonly deletesNewKey: boolean }
  | { readonly kind: 'finish'; readonly insist: boolean }
  | { readonly kind: 'delete-orphan'; readonly accessKeyId: string };

export interface RotationTask extends Task<[request: RotationRequest, mfaCode?: string]> {
  /** The request that waits for a code of this device. */
  readonly codeNeeded: { readonly serial: string; readonly request: RotationRequest } | null;
}

/** Asks main to go on with a rotation, which goes on whether or not this window is still there. */
export function useRotation(identity: string): RotationTask {
  const api = useApi();
  const [codeNeeded, setCodeNeeded] = useState<RotationTask['codeNeeded']>(null);
  const task = useTask(async (request: RotationRequest, mfaCode?: string) => {
    const outcome = await send(api, request, {
      identity,
      ...(mfaCode === undefined ? {} : { mfaCode }),
    });
    setCodeNeeded(outcome.kind === 'rotation' ? null : { serial: outcome.serial, request });
  });
  return { ...task, codeNeeded };
}

/** Has it rest before its next step. What went on meanwhile until it was over needs no stopping. */
export function useStop(identity: string): Task<[]> {
  const api = useApi();
  return useTask(async () => {
    await api.rotation.pause({ identity }).catch((error: unknown) => {
      if (appErrorOf(error).code !== 'rotation/nothing-to-do') throw error;
    });
  });
}

function send(
  api: Api,
  request: RotationRequest,
  whose: { readonly identity: string; readonly mfaCode?: string },
): Promise<RotationOutcome> {
  switch (request.kind) {
    case 'start': {
      const { graceSeconds, deletesItself } = request;
      return api.rotation.start({ ...whose, graceSeconds, deletesItself });
    }
    case 'resume':
      return api.rotation.resume({ ...whose, insist: request.insist });
    case 'roll-back':
      return api.rotation.rollBack({ ...whose, deletesNewKey: request.deletesNewKey });
    case 'finish':
      return api.rotation.finish({ ...whose, insist: request.insist });
    case 'delete-orphan':
      return api.rotation.deleteOrphan({ ...whose, accessKeyId: request.accessKeyId });
  }
}
