import { createHash } from 'node:crypto';
import path from 'node:path';
import { isAppError, AppError } from '#shared/errors.ts';
import type { SessionAsker } from '#shared/contract/activity.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials, MfaAnswer, SessionCredentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { isOutage } from '../aws/is-outage.ts';
import type { MfaGuard } from '../mfa/guard.ts';
import { STEP_MS } from '../mfa/next-step.ts';
import type { RunCodeCommand } from '../mfa/run-code-command.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Step, TargetPlan } from '#shared/plan.ts';
import { accessKeyOf } from './access-key.ts';
import type { AskTime } from './ask-time.ts';
import { isPassing } from './passing.ts';
import { beginsLater, fingerprintOf, isLastGood, isReusable } from './reuse.ts';
import type { BookedSession, SessionBook } from './session-book.ts';

/** Longer than a caller may have to wait for the next code of the device, behind a few others. */
const SESSION_LOCK_WAIT_MS = 180_000;

export type Obtained =
  | {
      readonly kind: 'session';
      readonly session: BookedSession;
      readonly reused: boolean;
      /** Why there is no new session, where the last one serves to its end instead. */
      readonly failure?: AppError;
    }
  | { readonly kind: 'mfa-needed'; readonly serial: string };

export interface ObtainRequest {
  readonly plan: TargetPlan;
  readonly endpoint: Endpoint;
  /** Set where the user named a duration: then only a session of that duration is used again. */
  readonly requestedSeconds: number | null;
  /** Only a session that ends after this moment will do, ms since the epoch; null for any. */
  readonly endsAfterMs: number | null;
  /** A code that a person typed. */
  readonly mfaCode: string | null;
  /** Who wants it: for the activity log. */
  readonly by: SessionAsker;
  /** Hears until when it waits for the next code, ms since the epoch; null when it goes on. */
  readonly onWait: (untilMs: number | null) => void;
  /** Hears of each session that was made, by its key: it is not the one that may still stand in the files. */
  readonly onMade: (key: string, session: BookedSession) => void;
  /** Called with a new session while it is written into the book, for what need not wait to begin. Never throws. */
  readonly whileBooking?: (session: BookedSession, booked: Promise<void>) => Promise<void>;
}

/**
 * Gets the session of a plan's last step: one that is booked, or a new one from the step before. One
 * process at a time makes a session of a target; the others find it in the book, and those of the same
 * process that waited meanwhile share a failure to reach AWS. While AWS cannot give a new session, the
 * last one serves to its end.
 */
export type Obtain = (request: ObtainRequest) => Promise<Obtained>;

export function createObtain(deps: {
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly guard: MfaGuard;
  readonly book: SessionBook;
  readonly skew: ClockSkew;
  readonly askTime: AskTime;
  readonly clock: Clock;
  readonly lockFolder: string;
  readonly runCodeCommand: RunCodeCommand;
}): Obtain {
  const { aws, secrets, guard, book, skew, askTime, clock } = deps;
  /** The last time that AWS could not be asked for a target's session, counted over all targets. */
  const outages = new Map<string, Outage>();
  let outageCount = 0;

  const obtainStep = (request: Asked, index: number): Promise<Obtained> => {
    const step = request.plan.steps[index] as Step;
    return withLock(
      path.join(deps.lockFolder, `session-${nameDigest(step.session)}.lock`),
      clock,
      async (): Promise<Obtained> => {
        const fingerprint = fingerprintOf(request.plan, index);
        const isLast = index === request.plan.steps.length - 1;
        const requestedSeconds = isLast ? request.requestedSeconds : null;
        const endsAfterMs = isLast ? request.endsAfterMs : null;
        await book.refresh();
        const booked = book.get(step.session);
        // Whether it is over is not known before AWS has said what time it is.
        const isUnclear =
          booked !== undefined && (skew.isDoubtful() || beginsLater(booked, skew.awsNow()));
        const silence = isUnclear ? await askTime(step.target.name) : null;
        const wanted = { fingerprint, requestedSeconds, endsAfterMs };
        const isEnded =
          booked !== undefined && request.endedKeys.has(booked.credentials.accessKeyId);
        if (booked !== undefined && !isEnded && isReusable(booked, wanted, skew.awsNow())) {
          return { kind: 'session', session: booked, reused: true };
        }
        let made: Made;
        try {
          made = await makeOrShare(request, index, { fingerprint, silence });
        } catch (error) {
          if (booked === undefined || isEnded || !isPassing(error)) throw error;
          if (!isLastGood(booked, wanted, skew.awsNow())) throw error;
          return { kind: 'session', session: booked, reused: true, failure: error };
        }
        if (made.kind === 'mfa-needed') return made;
        const session: BookedSession = {
          credentials: made.credentials,
          startedAtMs: skew.isDoubtful()
            ? made.credentials.expiresAtMs - step.durationSeconds * SECOND_MS
            : skew.awsNow(),
          durationSeconds: step.durationSeconds,
          fingerprint,
          deliveredTo: booked?.deliveredTo ?? null,
        };
        const booking = book.put(step.session, session);
        const meanwhile = isLast ? request.whileBooking?.(session, booking) : undefined;
        // Both are over when the lock is let go, whatever fails.
        await Promise.allSettled([booking, meanwhile]);
        await booking;
        request.onMade(step.session, session);
        return { kind: 'session', session, reused: false };
      },
      SESSION_LOCK_WAIT_MS,
    );
  };

  /** A failure that came while this caller waited is its own too: everybody in the queue would wait as long. */
  const makeOrShare = async (
    request: Asked,
    index: number,
    { fingerprint, silence }: { readonly fingerprint: string; readonly silence: AppError | null },
  ): Promise<Made> => {
    const step = request.plan.steps[index] as Step;
    const last = outages.get(step.session);
    if (last?.fingerprint === fingerprint && last.number > request.outagesBefore) throw last.error;
    try {
      if (silence !== null) throw silence;
      return await makeSession(request, index, step);
    } catch (error) {
      if (isOutage(error)) {
        outageCount += 1;
        outages.set(step.session, { number: outageCount, fingerprint, error });
      }
      throw error;
    }
  };

  const makeSession = async (request: Asked, index: number, step: Step): Promise<Made> => {
    if (index === 0)
      return callStep(request, step, await accessKeyOf(request.plan.identity, secrets));
    const source = await obtainStep(request, index - 1);
    if (source.kind === 'mfa-needed') return source;
    try {
      return await callStep(request, step, source.session.credentials);
    } catch (error) {
      const isRefused =
        isAppError(error, 'aws/session-expired') || isAppError(error, 'aws/key-unknown');
      if (!isRefused || !source.reused) throw error;
      // AWS has ended a session that the book held for good: make the source anew, once.
      request.endedKeys.add(source.session.credentials.accessKeyId);
      const renewed = await obtainStep(request, index - 1);
      return renewed.kind === 'mfa-needed'
        ? renewed
        : callStep(request, step, renewed.session.credentials);
    }
  };

  const callStep = async (
    request: ObtainRequest,
    step: Step,
    source: Credentials,
  ): Promise<Made> => {
    const { endpoint, plan } = request;
    const call = async (mfa: MfaAnswer | null): Promise<Made> => {
      request.onWait(null);
      const { durationSeconds } = step;
      const credentials =
        step.call === 'GetSessionToken'
          ? await aws.getSessionToken(endpoint, source, { durationSeconds, mfa })
          : await aws.assumeRole(endpoint, source, {
              roleArn: step.target.roleArn,
              sessionName: step.target.sessionName ?? sessionNameOf(plan),
              durationSeconds,
              externalId: step.target.externalId,
              options: step.options,
              mfa,
            });
      return { kind: 'made', credentials };
    };
    const serial = step.mfaSerial;
    if (serial === null) return call(null);
    const send = (code: string) => call({ serial, code });
    const isMadeElsewhere = request.mfaCode !== null || plan.identity.mfaProcess !== null;
    // Such a code cannot be made again for the right time, so AWS's time is learnt first.
    if (isMadeElsewhere && (skew.skewMs() === null || skew.isDoubtful()))
      await aws.getCallerIdentity(endpoint, source);
    if (request.mfaCode !== null) return guard.withTypedCode(serial, request.mfaCode, send);
    const sendNext = await nextCodeSender(request, serial, send);
    if (sendNext === null) return { kind: 'mfa-needed', serial };
    return sendNext().catch((error: unknown) => {
      // The code may have been used elsewhere: AWS does not tell that from a wrong one (contracts.md
      // §3.2), so the next one is tried once.
      if (isAppError(error, 'mfa/code-refused')) return sendNext();
      throw error;
    });
  };

  /** Sends the device's next code, wherever it comes from; null where a person has to type it. */
  const nextCodeSender = async (
    { plan: { identity }, onWait }: ObtainRequest,
    serial: string,
    send: (code: string) => Promise<Made>,
  ): Promise<(() => Promise<Made>) | null> => {
    const { hasSeed, mfaProcess } = identity;
    if (mfaProcess !== null) {
      const print = () => {
        onWait(null);
        return deps.runCodeCommand(mfaProcess);
      };
      const device = { serial, program: mfaProcess[0] ?? '' };
      return () => guard.withPrintedCode(device, print, send, onWait);
    }
    if (!hasSeed) return null;
    const seed = await secrets.get(`mfa-seed/${serial}`);
    if (seed === null) {
      throw new AppError('vault/item-missing', {
        backend: secrets.kind,
        item: `the seed of ${serial}`,
      });
    }
    /** The guard knows from the failure that the code was one of another time, and makes the right one. */
    const sendInTime = async (code: string) => {
      const believed = skew.awsNow() - clock.monotonic();
      const silence = skew.isDoubtful() ? await askTime(identity.name) : null;
      if (silence !== null) throw silence;
      const offMs = believed - (skew.awsNow() - clock.monotonic());
      if (Math.abs(offMs) < STEP_MS / 2) return send(code);
      throw new AppError('aws/clock-skew', { skewSeconds: Math.round(offMs / SECOND_MS) });
    };
    return () => guard.withCode({ serial, seed }, sendInTime, onWait);
  };

  return (request) =>
    obtainStep(
      { ...request, outagesBefore: outageCount, endedKeys: new Set() },
      request.plan.steps.length - 1,
    );
}

type Made =
  | { kind: 'made'; credentials: SessionCredentials }
  | { kind: 'mfa-needed'; serial: string };

interface Asked extends ObtainRequest {
  /** How many outages there were when the caller came. */
  readonly outagesBefore: number;
  /** The ids of keys that AWS has ended before their time, as this caller has seen. */
  readonly endedKeys: Set<string>;
}

interface Outage {
  readonly number: number;
  readonly fingerprint: string;
  readonly error: AppError;
}

/** What CloudTrail shows as the session's name: the user, so that a role's calls can be told apart. */
function sessionNameOf({ identity }: TargetPlan): string {
  const name = (identity.userName ?? 'root').replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return name.length >= 2 ? name : 'latchkey';
}

function nameDigest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
