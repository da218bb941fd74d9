import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import type { MayServe } from '../locking/may-serve.ts';
import type { AskApproval } from '../needs/ask-approval.ts';
import type { Needs } from '../needs/needs.ts';
import { PERSON_LIMIT_MS } from '#shared/person-limit.ts';
import type { RaiseNeed } from '../needs/raise-need.ts';
import type { Clock } from '../platform/clock.ts';
import type { StateStore } from '../state/state-store.ts';
import { sessionKey, splitSessionKey } from '#shared/session-key.ts';
import { planSession, type Step } from '#shared/plan.ts';
import { findScope, findTargetOrProfile, type TargetFacts } from '../targets/targets.ts';
import type { Sessions, StartOptions } from './sessions.ts';

/** What a program on this machine gets, through whichever door it asks. */
export type ToolCredentials =
  | {
      readonly kind: 'credentials';
      readonly target: string;
      readonly credentials: SessionCredentials;
      readonly accountId: string;
      readonly region: string;
      /** Set when the endpoint has its own URLs and says that tools should follow. */
      readonly endpointUrl: string | null;
    }
  | { readonly kind: 'mfa-needed'; readonly target: string; readonly serial: string };

export interface ToolOptions extends StartOptions {
  /**
   * What to do where only a person can go on: `return` at once, for a caller that asks its own user;
   * `raise` it in the app and return; or raise it and `wait` until it is done, for 50 s.
   */
  readonly whenPersonNeeded: 'return' | 'raise' | 'wait';
  /** What the caller calls itself, for the question whether it may have a scope's session. */
  readonly program?: string | undefined;
  /** Aborted when the caller has died: nobody is asked on its behalf any more. */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Credentials for a program that asks by itself: `credential_process`, the container endpoint, `exec`,
 * `env`. `name` is a target, or a profile that a target is delivered under. Nothing is delivered.
 * A scope may want the user's approval: that is asked for and waited for whatever the caller wishes, and
 * together with everything else that a person does it takes 50 s at most.
 * Throws `input/unknown`, `scope/*`, and what `Sessions.obtain` throws.
 */
export type ObtainForTool = (name: string, options: ToolOptions) => Promise<ToolCredentials>;

export function createObtainForTool(deps: {
  readonly state: StateStore;
  readonly sessions: Pick<Sessions, 'obtain'>;
  readonly mayServe: MayServe;
  /** Null where no person is at hand: a command without an app. */
  readonly people: {
    readonly raise: RaiseNeed;
    readonly wait: Needs['wait'];
    readonly askApproval: AskApproval;
  } | null;
  readonly clock: Clock;
}): ObtainForTool {
  const { state, sessions, mayServe, people, clock } = deps;

  const obtain = async (target: string, session: string, options: StartOptions) => {
    mayServe(session);
    return sessions.obtain(target, options);
  };

  /** The failure where only a person can go on. */
  const tryOnce = async (
    { name: target, accountId, region, endpoint }: TargetFacts,
    session: string,
    options: StartOptions,
  ): Promise<ToolCredentials | AppError> => {
    const outcome = await obtain(target, session, options).catch(lockedOrThrow);
    if (outcome instanceof AppError) return outcome;
    if (outcome.kind === 'mfa-needed')
      return new AppError('mfa/code-needed', { serial: outcome.serial, target });
    return {
      kind: 'credentials',
      target,
      credentials: outcome.session.credentials,
      accountId,
      region,
      endpointUrl: endpoint.writesEndpointUrl ? endpoint.stsUrl : null,
    };
  };

  const approve = async (session: string, { program, leftMs, gone }: Asking) => {
    const { target, scope } = splitSessionKey(session);
    if (scope === null || findScope(state.current(), target, scope).approval === 'none') return;
    const { durationSeconds } = planSession(state.current(), session).steps.at(-1) as Step;
    const question = { target, scope, program, durationSeconds };
    if (people === null) throw new AppError('scope/approval-needed', question);
    await people.askApproval(question, leftMs, gone);
  };

  return async (name, { whenPersonNeeded, program = null, gone, ...options }) => {
    await state.refresh();
    const facts = findTargetOrProfile(state.current(), name);
    const { scope = null, durationSeconds: seconds = null } = options;
    const session = sessionKey({ target: facts.name, scope, seconds });
    const giveUpAt = clock.monotonic() + PERSON_LIMIT_MS;
    const leftMs = () => giveUpAt - clock.monotonic();
    // Who asks its own user for a code calls again with it. It is asked last, so that it is asked once.
    const isAskedFirst = whenPersonNeeded !== 'return';
    if (isAskedFirst) await approve(session, { program, gone, leftMs: leftMs() });
    for (;;) {
      const got = await tryOnce(facts, session, options);
      if (!(got instanceof AppError)) {
        if (!isAskedFirst) await approve(session, { program, gone, leftMs: leftMs() });
        return got;
      }
      if (people !== null && whenPersonNeeded !== 'return') {
        const cause = people.raise(session, failureOf(got));
        const waitMs = whenPersonNeeded === 'wait' ? leftMs() : 0;
        if (waitMs > 0 && (await people.wait(cause, waitMs, gone)) === 'done') continue;
      }
      if (isAppError(got, 'mfa/code-needed')) return { kind: 'mfa-needed', ...got.facts };
      throw got;
    }
  };
}

interface Asking {
  readonly program: string | null;
  readonly leftMs: number;
  readonly gone: AbortSignal | undefined;
}

/** A locked vault is opened by a person; every other failure stands. */
function lockedOrThrow(error: unknown): AppError {
  if (isAppError(error, 'vault/locked')) return error;
  throw error;
}
