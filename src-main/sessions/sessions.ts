import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import type { SessionState } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { ProcessLine } from '../delivery/process-line.ts';
import { codeCause } from '../needs/cause-of.ts';
import type { Needs } from '../needs/needs.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget, type TargetPlan } from '../targets/plan.ts';
import { sessionKey, splitSessionKey } from '#shared/session-key.ts';
import { findTarget } from '../targets/targets.ts';
import { createDeliveredSessions } from './delivered-sessions.ts';
import type { Obtain, Obtained, ObtainRequest } from './obtain.ts';
import type { BookedSession, SessionBook } from './session-book.ts';

export interface StartOptions {
  readonly durationSeconds?: number | undefined;
  readonly mfaCode?: string | undefined;
  /** One of the role's scopes: a session of its own. */
  readonly scope?: string | undefined;
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
  readonly onChange: () => void;
}): Sessions {
  const { state, book, delivery, skew, needs } = deps;
  const delivered = createDeliveredSessions(deps);
  const failures = new Map<string, { failure: Failure; atMs: number }>();
  const starting = new Map<string, { waitingUntilMs: number | null }>();
  const stopListeners: ((target: string | null) => void)[] = [];
  /** What is to become of a session that is being made anew. */
  const renewing = new Map<string, { next: 'deliver' | 'keep' | 'drop' }>();

  const obtain = async (
    name: string,
    options: StartOptions & { readonly endsAfterMs?: number },
    whileBooking: ObtainRequest['whileBooking'] = async () => {},
  ) => {
    const requestedSeconds = options.durationSeconds ?? null;
    const plan = planTarget(state.current(), name, requestedSeconds, options.scope);
    const longer = new Map<string, BookedSession>();
    const obtained = await deps.obtain({
      plan,
      endpoint: findTarget(state.current(), name).endpoint,
      requestedSeconds,
      endsAfterMs: options.endsAfterMs ?? null,
      mfaCode: options.mfaCode ?? null,
      onWait: (waitingUntilMs) => {
        if (!starting.has(name)) return;
        starting.set(name, { waitingUntilMs });
        deps.onChange();
      },
      onLonger: (target, session) => void longer.set(target, session),
      whileBooking,
    });
    if (obtained.kind === 'session') settleNeeds(plan);
    return { obtained, longer };
  };

  /** Each of its steps has a session now: who waited for that, or for a code of it, need not. */
  const settleNeeds = ({ steps }: TargetPlan) => {
    for (const { session } of steps) {
      needs.settle(codeCause(session), 'done');
      needs.release(session);
    }
  };

  const note = (name: string, error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    failures.set(name, { failure: failureOf(error), atMs: skew.awsNow() });
  };

  /** Keeps the row of a target up to date while something is done for it, and its last failure. */
  const track = async (name: string, work: () => Promise<Obtained>): Promise<Obtained> => {
    findTarget(state.current(), name);
    starting.set(name, { waitingUntilMs: null });
    deps.onChange();
    try {
      const obtained = await work();
      if (obtained.kind === 'session' && obtained.failure !== undefined)
        note(name, obtained.failure);
      else failures.delete(name);
      return obtained;
    } catch (error) {
      note(name, error);
      throw error;
    } finally {
      starting.delete(name);
      deps.onChange();
    }
  };

  /** The keys in the files would end sooner than what is shown. Another target's trouble is noted at it. */
  const deliverAnew = async (sessions: ReadonlyMap<string, BookedSession>) => {
    for (const [name, session] of sessions) {
      await delivered.put(name, session, false).catch((error: unknown) => note(name, error));
    }
  };

  const stop: Sessions['stop'] = async (name, replaceChanged) => {
    needs.release(name);
    for (const key of book.all().keys())
      if (key !== name && splitSessionKey(key).target === name) await book.remove(key);
    if (book.get(name) === undefined) return;
    await delivered.remove(name, replaceChanged);
    const renewal = renewing.get(name);
    if (renewal !== undefined) renewal.next = 'drop';
    await book.remove(name);
    failures.delete(name);
    deps.onChange();
  };

  /** Goes on however many fail, and throws the first failure at the end. Returns the names that were done. */
  const eachBooked = async (work: (name: string) => Promise<void>): Promise<readonly string[]> => {
    const done: string[] = [];
    const errors: unknown[] = [];
    const names = [...book.all().keys()].map((key) => splitSessionKey(key).target);
    for (const name of new Set(names)) {
      await work(name).then(
        () => done.push(name),
        (error: unknown) => errors.push(error),
      );
    }
    if (errors.length > 0) throw errors[0];
    return done;
  };

  return {
    obtain: (name, options) =>
      track(name, async () => {
        const { obtained, longer } = await obtain(name, options);
        await deliverAnew(longer);
        return obtained;
      }),
    switchTo: (name, { replaceChanged = false, ...options }) =>
      track(name, async () => {
        // First what needs no network and no code: a profile that cannot be written costs neither.
        const { profile, deliver } = findTarget(state.current(), name);
        await delivery.check(profile, deliver);
        let delivering: Promise<BookedSession> | null = null;
        // Whoever types a code wants a new session for it.
        const now = options.mfaCode === undefined ? undefined : book.get(name);
        const endsAfterMs = now?.credentials.expiresAtMs;
        const wanted = endsAfterMs === undefined ? options : { ...options, endsAfterMs };
        const { obtained, longer } = await obtain(name, wanted, (session, booked) => {
          delivering = delivered.put(name, session, replaceChanged, booked);
          return delivering.then(ignore, ignore);
        });
        longer.delete(name);
        await deliverAnew(longer);
        if (obtained.kind === 'mfa-needed') return obtained;
        delivering ??= delivered.put(name, obtained.session, replaceChanged);
        return { ...obtained, session: await delivering };
      }),
    async renew(name) {
      const old = book.get(name);
      if (old === undefined || renewing.has(name)) return;
      const renewal: { next: 'deliver' | 'keep' | 'drop' } = { next: 'deliver' };
      renewing.set(name, renewal);
      try {
        const { obtained, longer } = await obtain(name, {
          durationSeconds: old.durationSeconds,
          endsAfterMs: old.credentials.expiresAtMs,
        });
        if (obtained.kind === 'mfa-needed')
          throw new AppError('mfa/code-needed', { serial: obtained.serial, target: name });
        failures.delete(name);
        // What was done meanwhile stands.
        if (renewal.next === 'drop') return await book.remove(name);
        if (renewal.next === 'keep') return await book.noteWithdrawn(name);
        await deliverAnew(longer);
      } catch (error) {
        if (renewal.next !== 'drop') note(name, error);
        throw error;
      } finally {
        renewing.delete(name);
        deps.onChange();
      }
    },
    async stop(name, replaceChanged) {
      findTarget(state.current(), name);
      for (const listener of stopListeners) listener(name);
      await book.refresh();
      await stop(name, replaceChanged);
    },
    async forget(name, scope) {
      const key = sessionKey(name, scope);
      if (book.get(key) !== undefined) await book.remove(key);
    },
    async stopAll() {
      for (const listener of stopListeners) listener(null);
      await book.refresh();
      return eachBooked((name) => stop(name, false));
    },
    async withdrawAll() {
      await book.refresh();
      await eachBooked(async (name) => {
        // Its tools ask by themselves, and Latchkey's command answers them without us: it goes on working.
        if (findTarget(state.current(), name).deliver === 'process') return;
        await delivered.remove(name, false);
        const renewal = renewing.get(name);
        if (renewal !== undefined) renewal.next = 'keep';
        await book.noteWithdrawn(name);
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
