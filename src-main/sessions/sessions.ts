import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import type { SessionState } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '../targets/plan.ts';
import { findTarget } from '../targets/targets.ts';
import type { Obtain, Obtained } from './obtain.ts';
import type { BookedSession, SessionBook } from './session-book.ts';

export interface StartOptions {
  readonly durationSeconds?: number | undefined;
  readonly mfaCode?: string | undefined;
}

/** Sessions of targets: got or used again, delivered, stopped. */
export interface Sessions {
  /** Gets or uses again a session without delivering it: for `credentials`, `exec` and `env`. */
  obtain(target: string, options: StartOptions): Promise<Obtained>;
  /** The same, and delivers it as the target's profile. */
  switchTo(target: string, options: StartOptions & { readonly replaceChanged?: boolean | undefined }): Promise<Obtained>;
  /** Removes what was delivered, then forgets the session. Stopping what is not running is no error. */
  stop(target: string, replaceChanged: boolean): Promise<void>;
  /** Stops everything, however many of them fail, and throws the first failure at the end. */
  stopAll(): Promise<readonly string[]>;
  /** Removes everything that was delivered and keeps the sessions: for the end of the app. */
  withdrawAll(): Promise<void>;
  stateOf(target: string): SessionState;
  lastFailure(target: string): { readonly failure: Failure; readonly atMs: number } | null;
}

export function createSessions(deps: {
  readonly state: StateStore;
  readonly book: SessionBook;
  readonly obtain: Obtain;
  readonly delivery: FileDelivery;
  readonly skew: ClockSkew;
  readonly onChange: () => void;
}): Sessions {
  const { state, book, delivery, skew } = deps;
  const failures = new Map<string, { failure: Failure; atMs: number }>();
  const starting = new Map<string, { waitingUntilMs: number | null }>();

  const obtain = async (name: string, options: StartOptions): Promise<Obtained> => {
    const requestedSeconds = options.durationSeconds ?? null;
    const plan = planTarget(state.current(), name, requestedSeconds);
    return deps.obtain({
      plan,
      endpoint: findTarget(state.current(), name).endpoint,
      requestedSeconds,
      mfaCode: options.mfaCode ?? null,
      onWait: (waitingUntilMs) => {
        if (!starting.has(name)) return;
        starting.set(name, { waitingUntilMs });
        deps.onChange();
      },
    });
  };

  /** Keeps the row of a target up to date while something is done for it, and its last failure. */
  const track = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    findTarget(state.current(), name);
    starting.set(name, { waitingUntilMs: null });
    deps.onChange();
    try {
      const result = await work();
      failures.delete(name);
      return result;
    } catch (error) {
      if (error instanceof AppError) failures.set(name, { failure: failureOf(error), atMs: skew.awsNow() });
      throw error;
    } finally {
      starting.delete(name);
      deps.onChange();
    }
  };

  const deliver = async (name: string, session: BookedSession, replaceChanged: boolean): Promise<BookedSession> => {
    const { profile, region, endpoint } = findTarget(state.current(), name);
    const endpointUrl = endpoint.writesEndpointUrl ? endpoint.stsUrl : null;
    const { path } = await delivery.deliver({
      profile,
      region,
      endpointUrl,
      replaceChanged,
      credentials: session.credentials,
    });
    const delivered = { ...session, deliveredTo: { profile, path } };
    await book.put(name, delivered);
    return delivered;
  };

  const stop: Sessions['stop'] = async (name, replaceChanged) => {
    const session = book.get(name);
    if (session === undefined) return;
    if (session.deliveredTo !== null) await delivery.withdraw(session.deliveredTo.profile, replaceChanged);
    await book.remove(name);
    failures.delete(name);
    deps.onChange();
  };

  return {
    obtain: (name, options) => track(name, () => obtain(name, options)),
    switchTo: (name, { replaceChanged = false, ...options }) =>
      track(name, async () => {
        // First what needs no network and no code: a profile that cannot be written costs neither.
        await delivery.check(findTarget(state.current(), name).profile);
        const obtained = await obtain(name, options);
        if (obtained.kind === 'mfa-needed') return obtained;
        return { ...obtained, session: await deliver(name, obtained.session, replaceChanged) };
      }),
    async stop(name, replaceChanged) {
      findTarget(state.current(), name);
      await book.refresh();
      await stop(name, replaceChanged);
    },
    async stopAll() {
      await book.refresh();
      const stopped: string[] = [];
      const errors: unknown[] = [];
      for (const name of book.all().keys()) {
        await stop(name, false).then(
          () => stopped.push(name),
          (error: unknown) => errors.push(error),
        );
      }
      if (errors.length > 0) throw errors[0];
      return stopped;
    },
    async withdrawAll() {
      for (const [name, session] of book.all()) {
        if (session.deliveredTo === null) continue;
        await delivery.withdraw(session.deliveredTo.profile, false);
        await book.put(name, { ...session, deliveredTo: null });
      }
    },
    stateOf(name) {
      const now = starting.get(name);
      if (now !== undefined) {
        const { waitingUntilMs } = now;
        return { state: 'starting', waitingForCodeUntil: waitingUntilMs === null ? null : instantOf(waitingUntilMs) };
      }
      const session = book.get(name);
      if (session === undefined) return { state: 'none' };
      const expiresAt = instantOf(session.credentials.expiresAtMs);
      if (session.credentials.expiresAtMs <= skew.awsNow()) return { state: 'expired', expiresAt };
      return { state: 'active', startedAt: instantOf(session.startedAtMs), expiresAt, deliveredTo: session.deliveredTo };
    },
    lastFailure: (name) => failures.get(name) ?? null,
  };
}
