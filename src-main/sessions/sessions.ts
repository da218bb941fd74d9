import { AppError, failureOf, isAppError, type Failure } from '#shared/errors.ts';
import type { SessionAsker } from '#shared/contract/activity.ts';
import type { SessionState } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { RecordActivity } from '../activity/activity.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { ProcessLine } from '../delivery/process-line.ts';
import { codeCause } from '../needs/cause-of.ts';
import type { Needs } from '../needs/needs.ts';
import type { StateStore } from '../state/state-store.ts';
import { planSession, planTarget, type Step, type TargetPlan } from '#shared/plan.ts';
import { sessionKey, splitSessionKey } from '#shared/session-key.ts';
import { allThings, findTarget, thingNamed } from '../targets/targets.ts';
import { createDeliveredSessions } from './delivered-sessions.ts';
import type { Obtain, Obtained, ObtainRequest } from './obtain.ts';
import type { BookedSession, SessionBook } from './session-book.ts';

export interface StartOptions {
  readonly durationSeconds?: number | undefined;
  readonly mfaCode?: string | undefined;
  /** One of the role's scopes: a session of its own. */
  readonly scope?: string | undefined;
  /** Who asks; Latchkey itself where nobody is named. */
  readonly by?: SessionAsker | undefined;
}

/** Sessions of targets: got or used again, delivered, stopped. */
export interface Sessions {
  /**
   * Gets or uses again a session without delivering it: for `credentials`, `exec` and `env`. While AWS
   * cannot give a new one, this is the last one, to its end; `lastFailure` says why.
   */
  obtain(target: string, options: StartOptions): Promise<Obtained>;
  /** The same, and delivers it as the target's profile. */
  switchTo(
    target: string,
    options: Omit<StartOptions, 'scope'> & { readonly replaceChanged?: boolean | undefined },
  ): Promise<Obtained>;
  /**
   * Makes a delivered session anew before it ends, and delivers that. It is no start: the target stays
   * active meanwhile. Throws `mfa/code-needed` where that takes a person.
   */
  renew(target: string): Promise<void>;
  /** Writes a session of the book as the target is delivered now: its profile or delivery was changed. Asks AWS nothing. */
  deliverAgain(target: string): Promise<void>;
  /** Whether the files still have older keys than those of `renew`, which delivers them when called again. */
  isUndelivered(target: string): boolean;
  /** Removes what was delivered, then forgets the session. Stopping what is not running is no error. */
  stop(target: string, replaceChanged: boolean): Promise<void>;
  /** Forgets the session of a scope. */
  forget(target: string, scope: string): Promise<void>;
  /** Stops everything, however many of them fail, and throws the first failure at the end. */
  stopAll(): Promise<readonly string[]>;
  /** Removes everything that was delivered and keeps the sessions, as `stopAll` does: for the end of the app. */
  withdrawAll(): Promise<void>;
  /** Hears of each stop before anything is removed: of a target, or null for all of them. */
  onStop(listener: (target: string | null) => void): void;
  stateOf(target: string): SessionState;
  lastFailure(target: string): { readonly failure: Failure; readonly atMs: number } | null;
}

export function createSessions(deps: {
  readonly state: StateStore;
  readonly book: SessionBook;
  readonly obtain: Obtain;
  readonly delivery: FileDelivery;
  readonly processLine: ProcessLine;
  readonly skew: ClockSkew;
  readonly needs: Pick<Needs, 'settle' | 'release'>;
  readonly record: RecordActivity;
  readonly onChange: () => void;
}): Sessions {
  const { state, book, delivery, skew, needs, record } = deps;
  const delivered = createDeliveredSessions(deps);
  const failures = new Map<string, { failure: Failure; atMs: number }>();
  const starting = new Map<string, { waitingUntilMs: number | null }>();
  const stopListeners: ((target: string | null) => void)[] = [];
  /** How often each was stopped: what was begun before a stop is not wanted after it. */
  const stops = new Map<string, number>();
  let stopsOfAll = 0;
  /** How often each had been stopped when it was wanted last. */
  const wantedAt = new Map<string, string>();
  /** Targets whose files still have older keys than the book, and why. */
  const undelivered = new Map<string, AppError>();
  /** What is to become of a session that is being made anew. */
  const renewing = new Map<string, { next: 'deliver' | 'keep' }>();

  const obtain = async (
    name: string,
    plan: TargetPlan,
    options: StartOptions & { readonly endsAfterMs?: number },
    whileBooking: ObtainRequest['whileBooking'] = async () => {},
  ) => {
    const last = plan.steps.at(-1) as Step;
    const key = last.session;
    // A scope that was shortened has no longer session, whoever made it.
    const usual = splitSessionKey(key).scope === null ? null : last.durationSeconds;
    const requestedSeconds = options.durationSeconds ?? usual;
    const made = new Map<string, BookedSession>();
    const checkNotStopped = watchStops(name, plan);
    // Whoever types a code wants a new session for it.
    const now = options.mfaCode === undefined ? undefined : book.get(key);
    const endsAfterMs = options.endsAfterMs ?? now?.credentials.expiresAtMs ?? null;
    const obtaining = deps.obtain({
      plan,
      endpoint: findTarget(state.current(), name).endpoint,
      requestedSeconds,
      endsAfterMs,
      mfaCode: options.mfaCode ?? null,
      by: options.by ?? 'latchkey',
      onWait: (waitingUntilMs) => {
        if (!starting.has(name)) return;
        starting.set(name, { waitingUntilMs });
        deps.onChange();
      },
      onMade: (session, credentials) => void made.set(session, credentials),
      whileBooking,
    });
    const obtained = await obtaining.catch((error: unknown) => ({
      kind: 'failed' as const,
      error,
    }));
    for (const session of made.keys()) {
      needs.settle(codeCause(session), 'done');
      needs.release((waiting) => waiting === session);
    }
    await checkNotStopped();
    /** The files have older keys than these. */
    const toDeliver = new Map([...made].filter(([, { deliveredTo }]) => deliveredTo !== null));
    if (obtained.kind !== 'failed') return { obtained, toDeliver, checkNotStopped };
    // What it was to be made from is new all the same.
    await deliverAnew(toDeliver);
    await checkNotStopped();
    throw obtained.error;
  };

  const stopsOf = (name: string) => `${stops.get(name) ?? 0} ${stopsOfAll}`;

  /**
   * From when something is begun. The function ends what was made since of targets that were stopped meanwhile,
   * unless somebody has wanted them again, and throws `session/stopped` where the target itself was.
   */
  const watchStops = (name: string, plan: TargetPlan) => {
    const targets = plan.steps.map(({ session }) => splitSessionKey(session).target);
    const begun = targets.map((target) => ({ target, stopsBefore: stopsOf(target) }));
    for (const { target, stopsBefore } of begun) wantedAt.set(target, stopsBefore);
    return async () => {
      const stopped = begun.filter(({ target, stopsBefore }) => stopsOf(target) !== stopsBefore);
      for (const { target } of stopped)
        if (wantedAt.get(target) !== stopsOf(target)) await stop(target, false);
      if (stopped.some(({ target }) => target === name))
        throw new AppError('session/stopped', { target: name });
    };
  };

  const note = (name: string, error: unknown, scope: string | null = null) => {
    if (!(error instanceof AppError)) throw error;
    // Whoever stopped it wanted that.
    if (isAppError(error, 'session/stopped')) return;
    failures.set(name, { failure: failureOf(error), atMs: skew.awsNow() });
    record({ kind: 'session-failed', target: name, scope, code: error.code });
  };

  /** Keeps the row of a target up to date while something is done for it, and its last failure. */
  const track = async (
    name: string,
    work: () => Promise<Obtained>,
    scope: string | null = null,
  ): Promise<Obtained> => {
    findTarget(state.current(), name);
    starting.set(name, { waitingUntilMs: null });
    deps.onChange();
    try {
      const obtained = await work();
      if (obtained.kind === 'session' && obtained.failure !== undefined)
        note(name, obtained.failure, scope);
      else failures.delete(name);
      return obtained;
    } catch (error) {
      note(name, error, scope);
      throw error;
    } finally {
      starting.delete(name);
      deps.onChange();
    }
  };

  /** The keys in the files would end sooner than what is shown. Another target's trouble is noted at it. */
  const deliverAnew = async (sessions: ReadonlyMap<string, BookedSession>) => {
    for (const [name, session] of sessions) {
      await deliver(name, session).catch((error: unknown) => note(name, error));
    }
  };

  const deliver = async (name: string, session: BookedSession) => {
    try {
      await delivered.put(name, session, false);
      undelivered.delete(name);
    } catch (error) {
      if (isAppError(error)) undelivered.set(name, error);
      throw error;
    }
  };

  const isOf = (name: string) => (session: string) => splitSessionKey(session).target === name;

  const stop: Sessions['stop'] = async (name, replaceChanged) => {
    needs.release(isOf(name), 'refused');
    for (const key of book.all().keys())
      if (key !== name && isOf(name)(key)) await book.remove(key);
    const isBooked = book.get(name) !== undefined;
    // A line by which tools ask may stand there without a session.
    if (!isBooked && !delivered.isNoted(name)) return;
    await delivered.remove(name, replaceChanged);
    if (isBooked) await book.remove(name);
    record({ kind: 'session-stopped', target: name });
    failures.delete(name);
    undelivered.delete(name);
    deps.onChange();
  };

  /** Goes on however many fail, and throws the first failure at the end. Returns the names that were done. */
  const eachThere = async (work: (name: string) => Promise<void>): Promise<readonly string[]> => {
    const done: string[] = [];
    const errors: unknown[] = [];
    const booked = [...book.all().keys()].map((key) => splitSessionKey(key).target);
    const targets = allThings(state.current()).map(({ name }) => name);
    for (const name of new Set([...booked, ...targets.filter(delivered.isNoted)])) {
      await work(name).then(
        () => done.push(name),
        (error: unknown) => errors.push(error),
      );
    }
    if (errors.length > 0) throw errors[0];
    return done;
  };

  return {
    obtain(name, options) {
      const { scope = null, durationSeconds: seconds = null } = options;
      const work = async () => {
        const key = sessionKey({ target: name, scope, seconds });
        const plan = planSession(state.current(), key);
        const { obtained, toDeliver, checkNotStopped } = await obtain(name, plan, options);
        await deliverAnew(toDeliver);
        await checkNotStopped();
        return obtained;
      };
      return track(name, work, scope);
    },
    switchTo: (name, { replaceChanged = false, ...options }) =>
      track(name, async () => {
        // First what needs no network and no code: a profile that cannot be written costs neither.
        const { profile, deliver } = findTarget(state.current(), name);
        await delivery.check(profile, deliver);
        let delivering: Promise<BookedSession> | null = null;
        const plan = planTarget(state.current(), name, options.durationSeconds);
        const making = obtain(name, plan, options, (session, booked) => {
          delivering = delivered.put(name, session, replaceChanged, booked);
          return delivering.then(ignore, ignore);
        });
        const { obtained, toDeliver, checkNotStopped } = await making;
        toDeliver.delete(name);
        await deliverAnew(toDeliver);
        if (obtained.kind === 'mfa-needed') return obtained;
        delivering ??= delivered.put(name, obtained.session, replaceChanged);
        const session = await delivering;
        await checkNotStopped();
        undelivered.delete(name);
        // The user has seen to it by hand.
        needs.release((waiting) => waiting === name);
        return { ...obtained, session };
      }),
    async renew(name) {
      const old = book.get(name);
      if (old === undefined || renewing.has(name)) return;
      const renewal: { next: 'deliver' | 'keep' } = { next: 'deliver' };
      renewing.set(name, renewal);
      try {
        if (undelivered.has(name)) {
          await deliver(name, old);
          failures.delete(name);
          return;
        }
        const plan = planTarget(state.current(), name, old.durationSeconds);
        const { obtained, toDeliver, checkNotStopped } = await obtain(name, plan, {
          durationSeconds: old.durationSeconds,
          endsAfterMs: old.credentials.expiresAtMs,
          by: 'renewal',
        });
        if (obtained.kind === 'mfa-needed')
          throw new AppError('mfa/code-needed', { serial: obtained.serial, target: name });
        failures.delete(name);
        // What was done meanwhile stands.
        if (renewal.next === 'keep') return await book.noteWithdrawn(name);
        await deliverAnew(toDeliver);
        await checkNotStopped();
        const failed = undelivered.get(name);
        if (failed !== undefined) throw failed;
      } catch (error) {
        if (isAppError(error, 'session/stopped')) return;
        note(name, error);
        throw error;
      } finally {
        renewing.delete(name);
        deps.onChange();
      }
    },
    async deliverAgain(name) {
      const session = book.get(name);
      if (session !== undefined) await deliver(name, session);
    },
    isUndelivered: (name) => undelivered.has(name),
    async stop(name, replaceChanged) {
      findTarget(state.current(), name);
      for (const listener of stopListeners) listener(name);
      stops.set(name, (stops.get(name) ?? 0) + 1);
      await book.refresh();
      await stop(name, replaceChanged);
    },
    async forget(name, scope) {
      const isIts = (key: string) => isOf(name)(key) && splitSessionKey(key).scope === scope;
      needs.release(isIts);
      for (const key of book.all().keys()) if (isIts(key)) await book.remove(key);
    },
    async stopAll() {
      for (const listener of stopListeners) listener(null);
      stopsOfAll += 1;
      needs.release(() => true, 'refused');
      await book.refresh();
      return eachThere((name) => stop(name, false));
    },
    async withdrawAll() {
      await book.refresh();
      await eachThere(async (name) => {
        // Its tools ask by themselves, and Latchkey's command answers them without us: it goes on working.
        if (thingNamed(state.current(), name)?.deliver === 'process') return;
        await delivered.remove(name, false);
        const renewal = renewing.get(name);
        if (renewal !== undefined) renewal.next = 'keep';
        await book.noteWithdrawn(name);
        record({ kind: 'session-withdrawn', target: name });
      });
    },
    onStop: (listener) => void stopListeners.push(listener),
    stateOf(name) {
      const now = starting.get(name);
      if (now !== undefined) {
        const { waitingUntilMs } = now;
        return {
          state: 'starting',
          waitingForCodeUntil: waitingUntilMs === null ? null : instantOf(waitingUntilMs),
        };
      }
      const session = book.get(name);
      if (session === undefined) return { state: 'none' };
      const expiresAt = instantOf(session.credentials.expiresAtMs);
      if (session.credentials.expiresAtMs <= skew.awsNow()) return { state: 'expired', expiresAt };
      return {
        state: 'active',
        startedAt: instantOf(session.startedAtMs),
        expiresAt,
        deliveredTo: session.deliveredTo,
      };
    },
    lastFailure: (name) => failures.get(name) ?? null,
  };
}

function ignore(): void {}
