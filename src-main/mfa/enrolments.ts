import { createHash } from 'node:crypto';
import path from 'node:path';
import type { EnrolmentView, Identity } from '#shared/contract/things.ts';
import { AppError, type Failure, failureOf, isAppError } from '#shared/errors.ts';
import { instantOf, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { SealedFile } from '../secrets/vault.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';
import {
  createCarryOut,
  nameTaken,
  type CarriedOut,
  type EnrolmentWork,
} from './carry-out-enrolment.ts';
import { createEnrolmentJournal, type DeviceOwner, keyOf } from './enrolment-journal.ts';
import { type EnrolmentStep, nextStep, stateOf } from './enrolment-steps.ts';
import type { MfaGuard } from './guard.ts';
import { isOwnedBy, withDevice } from './known-devices.ts';
import type { Enrolment, NewerEnrolment } from './stored-enrolment.ts';

/** AWS's quota for a user (contracts.md §4.2). */
const DEVICES_MAX = 8;
const LOCK_WAIT_MS = 2 * SECOND_MS;
/** A cancelled one ends before its next call. */
const CANCEL_WAIT_MS = 2 * MINUTE_MS;

export type Enrolled =
  | { readonly kind: 'enrolled'; readonly identity: Identity; readonly mayBeOutOfStep: boolean }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'mfa-needed'; readonly serial: string };

/**
 * Makes virtual MFA devices in AWS whose seeds Latchkey keeps. One at a time for each user, among all our
 * processes; one that was stopped, however hard, goes on where it was (contracts.md §4.2).
 */
export interface Enrolments {
  enrol(
    identity: string,
    options?: {
      readonly deviceName?: string | undefined;
      /** An unassigned device of that name is deleted first. */
      readonly replaceLeftover?: boolean | undefined;
      readonly mfaCode?: string | undefined;
    },
  ): Promise<Enrolled>;
  cancel(identity: string, options?: { readonly mfaCode?: string | undefined }): Promise<Enrolled>;
  /** Finishes those that AWS may have carried out; the others wait for a person. Fails for none. */
  finishAtStart(): Promise<void>;
  list(): readonly EnrolmentView[];
  /** Reads again what is under way. */
  refresh(): Promise<void>;
  /** Drops what is in memory. */
  forget(): void;
}

export function createEnrolments(deps: {
  readonly state: StateStore;
  readonly secrets: SecretStore;
  readonly sealed: SealedFile;
  readonly aws: Aws;
  readonly guard: MfaGuard;
  readonly skew: ClockSkew;
  readonly iam: IamCredentials;
  readonly clock: Clock;
  readonly lockFolder: string;
  readonly onChange: () => void;
}): Enrolments {
  const { state, secrets, aws, guard, skew, iam, clock, onChange } = deps;
  let known: readonly Enrolment[] = [];
  let newer: readonly NewerEnrolment[] = [];
  const running = new Map<string, Running>();
  const failures = new Map<string, Failure>();

  const sealedJournal = createEnrolmentJournal(deps.sealed);
  const refresh = async () => {
    ({ known, newer } = await sealedJournal.list());
    onChange();
  };
  /** What windows see follows each change. */
  const journal: typeof sealedJournal = {
    ...sealedJournal,
    begin: (begun) => sealedJournal.begin(begun).then(refresh),
    note: (owner, fact) => sealedJournal.note(owner, fact).then(refresh),
    close: (owner) => sealedJournal.close(owner).then(refresh),
  };
  const { carryOut, undo, deleteIfThere } = createCarryOut({
    aws,
    secrets,
    guard,
    journal,
    clock,
    adopt: (work, serial) => adopt(state, work, serial),
  });

  /** Alone among all our processes, and seen by windows while it goes on. */
  const alone = async <T>(
    { owner, identity }: Subject,
    waitLimitMs: number,
    run: (own: Running) => Promise<T>,
  ): Promise<T> => {
    const key = keyOf(owner);
    const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
    const lockPath = path.join(deps.lockFolder, `enrol-${name}.lock`);
    let isIn = false;
    const work = async () => {
      isIn = true;
      const own: Running = { ending: new AbortController(), step: null, codesAtMs: null };
      running.set(key, own);
      failures.delete(key);
      try {
        return await run(own);
      } catch (error) {
        if (isAppError(error)) failures.set(key, failureOf(error));
        throw error;
      } finally {
        running.delete(key);
        onChange();
      }
    };
    try {
      return await withLock(lockPath, clock, work, waitLimitMs);
    } catch (error) {
      if (isIn || !isAppError(error, 'state/busy')) throw error;
      throw new AppError('mfa/enrolment-running', { identity: identity.name }, error);
    }
  };

  const workOf = async (
    { owner, identity }: Subject,
    credentials: Credentials,
    own: Running,
  ): Promise<EnrolmentWork> => ({
    owner,
    identity: identity.name,
    endpoint: findEndpoint(state.current(), identity.endpoint),
    credentials,
    accessKey: await accessKeyOf(identity, secrets),
    signal: own.ending.signal,
    onStep(step) {
      Object.assign(own, { step, codesAtMs: null });
      onChange();
    },
    onWait(untilMs) {
      own.codesAtMs = untilMs;
      onChange();
    },
  });

  /** Codes are made by AWS's time, so it is learnt before there is anything to be late with. */
  const learnTime = async ({ endpoint, accessKey }: EnrolmentWork) => {
    if (skew.skewMs() === null || skew.isDoubtful())
      await aws.getCallerIdentity(endpoint, accessKey);
  };

  /** Chooses a name, looks whether AWS can take the device, and writes down what is intended. */
  const begin = async (
    { owner, identity }: Subject,
    work: EnrolmentWork,
    wanted: { readonly deviceName: string | undefined; readonly replaceLeftover: boolean },
  ) => {
    const { endpoint, credentials } = work;
    const { userName } = owner;
    const serials = await ifTold(aws.listMfaDevices(endpoint, credentials, userName));
    if (serials !== null && serials.length >= DEVICES_MAX)
      throw new AppError('aws/limit-reached', { action: 'iam:EnableMFADevice' });
    const serialOf = (name: string) =>
      `arn:${endpoint.partition}:iam::${owner.accountId}:mfa/${name}`;
    const isOwn = (name: string) => serials?.some(({ serial }) => serial === serialOf(name));
    const deviceName =
      wanted.deviceName ?? namesLike(userName).find((name) => isOwn(name) !== true) ?? userName;
    const serial = serialOf(deviceName);
    const unassigned = await ifTold(aws.listVirtualMfaDevices(endpoint, credentials, 'Unassigned'));
    let wasFree = unassigned === null ? null : !unassigned.some((other) => other.serial === serial);
    if (wanted.replaceLeftover) {
      await deleteIfThere(work, serial);
      wasFree = true;
    }
    if (wasFree === false) throw nameTaken({ deviceName }, true);
    await journal.begin({
      ...owner,
      identity: identity.name,
      facts: [{ fact: 'intended', deviceName, serial, wasFree }],
    });
  };

  const outcomeOf = (name: string, carriedOut: CarriedOut | null): Enrolled =>
    carriedOut === null
      ? { kind: 'cancelled' }
      : {
          kind: 'enrolled',
          identity: findIdentity(state.current(), name),
          mayBeOutOfStep: carriedOut.mayBeOutOfStep,
        };

  return {
    async enrol(name, { deviceName, replaceLeftover = false, mfaCode } = {}) {
      const subject = subjectOf(findIdentity(state.current(), name));
      const { owner, identity } = subject;
      return alone(subject, LOCK_WAIT_MS, async (own) => {
        const noted = await journal.find(owner);
        checkGoesOn(noted, { identity, deviceName });
        const iamCredentials = await iam.obtain(identity, { mfaCode });
        if (iamCredentials.kind === 'mfa-needed') return iamCredentials;
        const work = await workOf(subject, iamCredentials.credentials, own);
        await learnTime(work);
        if (noted === null) await begin(subject, work, { deviceName, replaceLeftover });
        const carriedOut = await carryOut(work).catch(ifEnded(own));
        return outcomeOf(name, carriedOut);
      });
    },

    async cancel(name, { mfaCode } = {}) {
      const subject = subjectOf(findIdentity(state.current(), name));
      running.get(keyOf(subject.owner))?.ending.abort();
      return alone(subject, CANCEL_WAIT_MS, async (own) => {
        if ((await journal.find(subject.owner)) === null) return { kind: 'cancelled' };
        const iamCredentials = await iam.obtain(subject.identity, { mfaCode });
        if (iamCredentials.kind === 'mfa-needed') return iamCredentials;
        const work = await workOf(subject, iamCredentials.credentials, own);
        return outcomeOf(name, await undo(work));
      });
    },

    async finishAtStart() {
      await refresh();
      for (const { identity: name, facts } of known) {
        const noted = stateOf(facts);
        const identity = state.current().identities.find((other) => other.name === name);
        if (identity === undefined || noted === null) continue;
        if (noted.at !== 'enabling' && noted.at !== 'enabled') continue;
        const subject = subjectOf(identity);
        await alone(subject, LOCK_WAIT_MS, async (own) => {
          const work = await workOf(subject, await iam.atHand(identity), own);
          await learnTime(work);
          own.ending.abort(); // one that AWS has not carried out waits for a person
          await carryOut(work).catch(ifEnded(own));
        }).catch((error: unknown) => {
          if (!isAppError(error)) throw error; // shown with the enrolment
        });
      }
    },

    list: () => [
      ...newer.map(newerView),
      ...known.flatMap((enrolment) => {
        const noted = stateOf(enrolment.facts);
        if (noted === null) return [];
        const own = running.get(keyOf(enrolment));
        const codesAtMs = own?.codesAtMs ?? null;
        const failure = failures.get(keyOf(enrolment)) ?? null;
        return [
          {
            identity: enrolment.identity,
            deviceName: noted.deviceName,
            serial: noted.serial,
            step: own?.step ?? nextStep(noted),
            isRunning: own !== undefined,
            waitingForCodesUntil: codesAtMs === null ? null : instantOf(codesAtMs),
            failure: failure as EnrolmentView['failure'],
          },
        ];
      }),
    ],
    refresh,
    forget() {
      known = [];
      newer = [];
      failures.clear();
      onChange();
    },
  };
}

/** One of a newer version: whose it is, and that nothing can be done about it here. */
function newerView({ identity, deviceName, serial }: NewerEnrolment): EnrolmentView {
  return {
    identity,
    deviceName,
    serial,
    step: 'update',
    isRunning: false,
    waitingForCodesUntil: null,
    failure: { code: 'mfa/enrolment-newer', facts: { identity } },
  };
}

interface Running {
  readonly ending: AbortController;
  step: EnrolmentStep | null;
  codesAtMs: number | null;
}

/** Null where it was ended before its next call. */
function ifEnded({ ending: { signal } }: Running): (error: unknown) => null {
  return (error) => {
    if (signal.aborted && error === signal.reason) return null;
    throw error;
  };
}

interface Subject {
  readonly owner: DeviceOwner;
  readonly identity: Identity;
}

/** AWS gives the root user a device in the console only. */
function subjectOf(identity: Identity): Subject {
  const { endpoint, accountId, userName } = identity;
  if (userName === null) throw new AppError('mfa/root-user', { accountId });
  return { owner: { endpoint, accountId, userName }, identity };
}

function checkGoesOn(
  noted: Enrolment | null,
  { identity, deviceName }: { identity: Identity; deviceName: string | undefined },
): void {
  const state = stateOf(noted?.facts ?? []);
  if (state === null) {
    if (identity.hasSeed)
      throw new AppError('mfa/seed-here', {
        identity: identity.name,
        serial: identity.mfaSerial ?? '',
      });
    return;
  }
  if (deviceName !== undefined && deviceName !== state.deviceName)
    throw new AppError('mfa/enrolment-unfinished', {
      identity: identity.name,
      deviceName: state.deviceName,
    });
}

/** By the one that asked, in place of a device without a seed, and by all of that user that have none. */
async function adopt(
  state: StateStore,
  { owner, identity }: Pick<EnrolmentWork, 'owner' | 'identity'>,
  serial: string,
): Promise<void> {
  const adopted = (other: Identity): Identity => {
    if (!isOwnedBy(other, owner)) return other;
    const known = { ...other, keys: withDevice(other.keys, serial) };
    return other.name === identity || other.mfaSerial === null
      ? { ...known, mfaSerial: serial, hasSeed: true, mfaProcess: null }
      : known;
  };
  await state.update((current) => ({ ...current, identities: current.identities.map(adopted) }));
}

/** AWS's own policies for self-service allow a device of the user's name. */
function namesLike(userName: string): string[] {
  return [userName, ...Array.from({ length: DEVICES_MAX }, (_, at) => `${userName}-${at + 2}`)];
}

/** Null: the user may not ask. */
async function ifTold<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error, 'aws/access-denied') || isAppError(error, 'aws/key-unknown')) return null;
    throw error;
  }
}
