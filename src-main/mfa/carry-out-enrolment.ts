import { AppError, isAppError } from '#shared/errors.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import { mayBeDone } from '../aws/may-be-done.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { DeviceOwner, EnrolmentJournal } from './enrolment-journal.ts';
import { type EnrolmentState, type EnrolmentStep, nextStep, stateOf } from './enrolment-steps.ts';
import type { MfaGuard } from './guard.ts';
import { STEP_MS } from './next-step.ts';

export interface EnrolmentWork {
  readonly owner: DeviceOwner;
  /** The one that asked. */
  readonly identity: string;
  readonly endpoint: Endpoint;
  /** With which IAM is called. */
  readonly credentials: Credentials;
  /** The long-term key of the user: STS gives a session with MFA for that alone. */
  readonly accessKey: Credentials;
  /** Ends it before the next call. */
  readonly signal: AbortSignal;
  onStep(step: EnrolmentStep): void;
  /** Hears until when it waits for two codes that may be sent, ms since the epoch. */
  onWait(untilMs: number): void;
}

/** Where an enrolment has ended up: the identity uses the device, and it is in step with AWS as far as we know. */
export interface CarriedOut {
  readonly serial: string;
  readonly mayBeOutOfStep: boolean;
}

interface Deps {
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly guard: MfaGuard;
  readonly journal: EnrolmentJournal;
  readonly clock: Clock;
  /** Lets the identities of that user use the device. */
  readonly adopt: (
    work: Pick<EnrolmentWork, 'owner' | 'identity'>,
    serial: string,
  ) => Promise<void>;
}

/** IAM may know a device some seconds after it was made, and its name some seconds after it was deleted. */
const PATIENCE_MS = 40 * SECOND_MS;
const PAUSE_MS = 3 * SECOND_MS;
const TRIES_TO_ENABLE = 3;

/** The steps of an enrolment in AWS and here, each after the fact that announces it is on disk. */
export function createCarryOut({ aws, secrets, guard, journal, clock, adopt }: Deps) {
  /** The enrolment as it is on disk. */
  const lookAt = async (owner: DeviceOwner): Promise<EnrolmentState> => {
    const state = stateOf((await journal.find(owner))?.facts ?? []);
    if (state === null) throw new Error('an enrolment is gone while it is carried out');
    return state;
  };

  /** The device that AWS may have made of a lost reply has a seed that nobody knows. */
  const clear = async (work: EnrolmentWork, state: EnrolmentState) => {
    if (state.isOurs)
      await deleteIfThere(work, state.serial).catch(async (error: unknown) => {
        if (!isAppError(error, 'aws/delete-conflict')) throw error;
        await journal.close(work.owner);
        throw nameTaken(state, false); // somebody uses it, so it was never of this enrolment
      });
    const { deviceName, serial, isOurs } = state;
    await journal.note(work.owner, { fact: 'intended', deviceName, serial, wasFree: isOurs });
  };

  const create = async (work: EnrolmentWork, state: EnrolmentState) => {
    const { owner, endpoint, credentials } = work;
    await journal.note(owner, { fact: 'creating' });
    const made = await aws
      .createVirtualMfaDevice(endpoint, credentials, { name: state.deviceName, path: '/' })
      .catch(async (error: unknown) => {
        if (mayBeDone(error)) throw error;
        // It is the one of an earlier try, which AWS shows late, or deletes slowly.
        if (isAppError(error, 'aws/exists-already') && state.isOurs) return null;
        await journal.close(owner);
        throw isAppError(error, 'aws/exists-already') ? nameTaken(state) : error;
      });
    if (made === null) return false;
    const seed = made.seed.reveal();
    await journal.note(owner, { fact: 'created', serial: made.serial, seed });
    return true;
  };

  const store = async ({ owner }: EnrolmentWork, { serial, seed }: Held) => {
    await secrets.put(`mfa-seed/${serial}`, seed);
    const kept = await secrets.get(`mfa-seed/${serial}`);
    if (kept?.reveal() !== seed.reveal()) {
      const item = `the seed of ${serial}`;
      throw new AppError('vault/not-kept', { backend: secrets.kind, item });
    }
    await journal.note(owner, { fact: 'stored' });
  };

  /** Gives whether the answer came too late for the codes that went with it. */
  const enable = async (work: EnrolmentWork, { serial, seed }: Held): Promise<boolean> => {
    const { owner, endpoint, credentials, signal } = work;
    const send = async ([code1, code2]: readonly [string, string]) => {
      signal.throwIfAborted();
      await journal.note(owner, { fact: 'enabling' });
      const sentAt = clock.monotonic();
      try {
        const request = { userName: owner.userName, serial, code1, code2 };
        await aws.enableMfaDevice(endpoint, credentials, request);
      } catch (error) {
        // Nobody else knows the seed: an earlier try of ours has assigned it, and its reply was lost.
        if (isAppError(error, 'aws/exists-already')) return false;
        if (!mayBeDone(error)) await journal.note(owner, { fact: 'not-enabled' });
        throw error;
      }
      return clock.monotonic() - sentAt > STEP_MS;
    };
    for (let left = TRIES_TO_ENABLE; ; left -= 1) {
      try {
        const isLate = await guard.withTwoCodes({ serial, seed }, send, work.onWait);
        await journal.note(owner, { fact: 'enabled' });
        return isLate;
      } catch (error) {
        // AWS may not know the new device everywhere yet: by the next codes it will.
        if (!isAppError(error, 'aws/no-such-thing') || left === 1) throw error;
      }
    }
  };

  /** Finds out whether AWS has assigned the device. Gives whether it takes its codes for those of another time. */
  const settle = async (work: EnrolmentWork, device: Held): Promise<boolean> => {
    const found = await isAssigned(work, device);
    await journal.note(work.owner, { fact: found === 'no' ? 'not-enabled' : 'enabled' });
    return found === 'out-of-step';
  };

  const isAssigned = async (
    work: EnrolmentWork,
    device: Held,
  ): Promise<'yes' | 'no' | 'out-of-step'> => {
    const { owner, endpoint, credentials } = work;
    try {
      const devices = await aws.listMfaDevices(endpoint, credentials, owner.userName);
      // Should the list be behind, AWS refuses to assign it again, and says why.
      return devices.some(({ serial }) => serial === device.serial) ? 'yes' : 'no';
    } catch (error) {
      if (!isDenied(error)) throw error;
    }
    // A policy may ask for MFA from now on, and then AWS lists nothing. A code of the device tells.
    const request = (code: string) =>
      aws.getSessionToken(endpoint, work.accessKey, {
        durationSeconds: 900,
        mfa: { serial: device.serial, code },
      });
    try {
      await guard.withCode(device, request, work.onWait);
      return 'yes';
    } catch (error) {
      if (isAppError(error, 'mfa/serial-refused')) return 'no';
      if (isAppError(error, 'mfa/code-refused')) return 'out-of-step';
      throw error;
    }
  };

  const deleteIfThere = async (
    { endpoint, credentials }: Pick<EnrolmentWork, 'endpoint' | 'credentials'>,
    serial: string,
  ): Promise<boolean> => {
    try {
      await aws.deleteVirtualMfaDevice(endpoint, credentials, serial);
      return true;
    } catch (error) {
      if (isAppError(error, 'aws/no-such-thing')) return false;
      throw error;
    }
  };

  /** Goes on from wherever it is, to the end. Throws what stopped it; what is on disk says how far it came. */
  const carryOut = async (work: EnrolmentWork): Promise<CarriedOut> => {
    let mayBeOutOfStep = false;
    const giveUpAt = clock.monotonic() + PATIENCE_MS;
    for (;;) {
      const state = await lookAt(work.owner);
      const step = nextStep(state);
      if (step !== 'adopt' && step !== 'settle') work.signal.throwIfAborted();
      work.onStep(step);
      switch (state.at) {
        case 'intended':
          if (await create(work, state)) break;
          if (clock.monotonic() > giveUpAt) throw nameTaken(state);
          await clock.sleep(PAUSE_MS, work.signal);
          break;
        case 'creating':
          await clear(work, state);
          break;
        case 'created':
          await store(work, state);
          break;
        case 'stored':
          mayBeOutOfStep = await enable(work, state);
          break;
        case 'enabling':
          mayBeOutOfStep = await settle(work, state);
          break;
        case 'enabled':
          await adopt(work, state.serial);
          await journal.close(work.owner);
          return { serial: state.serial, mayBeOutOfStep };
      }
    }
  };

  /** Deletes what was made so far. What AWS has assigned is carried out to the end instead. */
  const undo = async (work: EnrolmentWork): Promise<CarriedOut | null> => {
    for (;;) {
      const state = await lookAt(work.owner);
      if (state.at === 'enabled') return carryOut(work);
      if (state.at === 'enabling') {
        await settle(work, state);
        continue;
      }
      if (state.at !== 'intended' && !(await deleteMade(work, state))) continue;
      if ('seed' in state) await secrets.delete(`mfa-seed/${state.serial}`);
      await journal.close(work.owner);
      return null;
    }
  };

  /** Until it is gone, or nothing more can come of a call whose reply was lost. False: AWS has assigned it after all. */
  const deleteMade = async (work: EnrolmentWork, state: EnrolmentState): Promise<boolean> => {
    const giveUpAt = clock.monotonic() + PATIENCE_MS;
    try {
      while (!(await deleteIfThere(work, state.serial))) {
        if (clock.monotonic() > giveUpAt) break;
        await clock.sleep(PAUSE_MS);
      }
      return true;
    } catch (error) {
      if (!isAppError(error, 'aws/delete-conflict')) throw error;
      if (!('seed' in state)) {
        await journal.close(work.owner);
        throw nameTaken(state, false);
      }
      await journal.note(work.owner, { fact: 'enabled' });
      return false;
    }
  };

  return { carryOut, undo, deleteIfThere };
}

type Held = Extract<EnrolmentState, { readonly seed: unknown }>;

function isDenied(error: unknown): boolean {
  return isAppError(error, 'aws/access-denied') || isAppError(error, 'aws/key-unknown');
}

export function nameTaken(
  { deviceName }: Pick<EnrolmentState, 'deviceName'>,
  isLeftover: boolean | null = null,
): AppError {
  return new AppError('mfa/name-taken', { deviceName, isLeftover });
}
