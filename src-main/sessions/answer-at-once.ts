import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import { within } from '../platform/within.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '#shared/plan.ts';
import { findTarget } from '../targets/targets.ts';
import { beingMade } from './being-made.ts';
import { isPassing } from './passing.ts';
import { fingerprintOf, isLastGood, isReusable } from './reuse.ts';
import type { BookedSession, SessionBook } from './session-book.ts';
import type { Sessions } from './sessions.ts';
import type { ToolCredentials } from './tool-credentials.ts';

/**
 * What a program gets that does not wait: the AWS SDKs give a container endpoint 1 or 2 s. `passes`: it may go
 * well by itself when it asks again, without anybody's doing.
 */
export type AnswerAtOnce =
  | {
      readonly kind: 'credentials';
      readonly credentials: SessionCredentials;
      readonly accountId: string;
      readonly region: string;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly passes: boolean };

/** Credentials out of the book, for programs that ask often and wait for nothing (contracts.md §2.2). */
export interface Answers {
  /** A session of the book that may be used, without waiting for anything; null where one has to be made. Throws `input/unknown`, `role/cycle`. */
  ready(target: string): Extract<AnswerAtOnce, { kind: 'credentials' }> | null;
  /**
   * Answers within half a second, whatever AWS does: with a session that may be used; else with the one
   * that is being made, if that is quick, or one that is about to end; else with what is in the way. What it
   * began goes on. Never rejects.
   */
  answer(target: string): Promise<AnswerAtOnce>;
  /** Whether somebody has asked for this session of the target: then it is to be renewed before it ends. */
  isAskedFor(target: string, session: BookedSession): boolean;
}

/** Leaves a client that gives us 1 s the time to connect and to read. */
const ANSWER_WITHIN_MS = 400;
/** Programs ask again each second while AWS gives nothing new: it is not to hear of each of them. */
const ANSWER_STANDS_MS = 2000;

export function createAnswers(deps: {
  readonly state: Pick<StateStore, 'current'>;
  readonly book: Pick<SessionBook, 'get'>;
  readonly sessions: Pick<Sessions, 'stateOf'>;
  /** Gets or makes a session, once for however many ask. Where that takes a person it tells the person, and does not wait. */
  readonly obtain: (target: string) => Promise<ToolCredentials>;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => string;
}): Answers {
  const { state, book, skew, clock } = deps;
  const flights = new Map<string, Promise<AnswerAtOnce>>();
  const standing = new Map<string, { answer: AnswerAtOnce | null; until: number }>();
  const askedAt = new Map<string, number>();

  const failed = (error: unknown): AnswerAtOnce => ({
    kind: 'failed',
    failure:
      error instanceof AppError
        ? failureOf(error)
        : { code: 'internal', facts: { reference: deps.onUnexpected(error) } },
    passes: isPassing(error),
  });

  const stand = (target: string, answer: AnswerAtOnce | null) =>
    standing.set(target, { answer, until: clock.monotonic() + ANSWER_STANDS_MS });

  const make = async (target: string): Promise<AnswerAtOnce> => {
    try {
      const got = await deps.obtain(target);
      if (got.kind === 'mfa-needed')
        return failed(new AppError('mfa/code-needed', { serial: got.serial, target }));
      const { credentials, accountId, region } = got;
      const answer = { kind: 'credentials', credentials, accountId, region } as const;
      const booked = book.get(target);
      const isNew =
        booked !== undefined &&
        isReusable(booked, wantedOf(state.current(), target), skew.awsNow());
      if (!isNew) stand(target, null);
      return answer;
    } catch (error) {
      const answer = failed(error);
      if (error instanceof AppError && error.code.startsWith('aws/')) stand(target, answer);
      return answer;
    }
  };

  /** Null while AWS gives nothing better than what is booked. */
  const flightOf = (target: string): Promise<AnswerAtOnce | null> => {
    const known = standing.get(target);
    if (known !== undefined && clock.monotonic() < known.until)
      return Promise.resolve(known.answer);
    standing.delete(target);
    const flying = flights.get(target);
    if (flying !== undefined) return flying;
    const flight = make(target).finally(() => flights.delete(target));
    flights.set(target, flight);
    return flight;
  };

  const fromBook = (target: string, { credentials }: BookedSession) => {
    const { accountId, region } = wantedOf(state.current(), target);
    askedAt.set(target, skew.awsNow());
    return { kind: 'credentials' as const, credentials, accountId, region };
  };

  const ready: Answers['ready'] = (target) => {
    const wanted = wantedOf(state.current(), target);
    const booked = book.get(target);
    // Whether it is over is not known while our clocks disagree: then AWS is asked, as for everybody.
    const isKnown = booked !== undefined && !skew.isDoubtful();
    return isKnown && isReusable(booked, wanted, skew.awsNow()) ? fromBook(target, booked) : null;
  };

  const answer = async (target: string): Promise<AnswerAtOnce> => {
    const atHand = ready(target);
    if (atHand !== null) return atHand;
    const wanted = wantedOf(state.current(), target);
    const made = await within(clock, ANSWER_WITHIN_MS, flightOf(target));
    if (made?.kind === 'credentials' && made.credentials.expiresAtMs > skew.awsNow()) {
      askedAt.set(target, skew.awsNow());
      return made;
    }
    // It was stopped meanwhile, or the vault was locked: then it is nobody's any more.
    const last = book.get(target);
    if (last !== undefined && !skew.isDoubtful() && isLastGood(last, wanted, skew.awsNow())) {
      return fromBook(target, last);
    }
    if (made?.kind === 'failed') return made;
    const failure = failureOf(beingMade(deps.sessions, target));
    return { kind: 'failed', failure, passes: true };
  };

  return {
    ready,
    answer: (target) => answer(target).catch(failed),
    isAskedFor: (target, { startedAtMs }) =>
      (askedAt.get(target) ?? Number.NEGATIVE_INFINITY) >= startedAtMs,
  };
}

interface Wanted {
  readonly fingerprint: string;
  readonly requestedSeconds: null;
  readonly endsAfterMs: null;
  readonly accountId: string;
  readonly region: string;
}

const known = new WeakMap<State, Map<string, Wanted>>();

/** The same as long as the configuration is: a program may ask a thousand times a second. Throws `input/unknown`, `role/cycle`. */
function wantedOf(state: State, target: string): Wanted {
  const ofState = known.get(state) ?? new Map<string, Wanted>();
  known.set(state, ofState);
  const before = ofState.get(target);
  if (before !== undefined) return before;
  const plan = planTarget(state, target);
  const { accountId, region } = findTarget(state, target);
  const fingerprint = fingerprintOf(plan, plan.steps.length - 1);
  const wanted = { fingerprint, requestedSeconds: null, endsAfterMs: null, accountId, region };
  ofState.set(target, wanted);
  return wanted;
}
