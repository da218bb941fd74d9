import { AppError } from '#shared/errors.ts';
import { instantOf, SECOND_MS } from '#shared/time.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import { within } from '../platform/within.ts';
import type { StateStore } from '../state/state-store.ts';
import { findTargetOrProfile } from '../targets/targets.ts';
import type { Answers } from './answer-at-once.ts';
import { beingMade } from './being-made.ts';
import type { Sessions } from './sessions.ts';
import type { ObtainForTool } from './tool-credentials.ts';

/**
 * What a `credential_process` prints for a target or profile: from the book at once, else as soon as the
 * session is made, once for however many ask. `waits`: whether for a person too. Throws what keeps it
 * from giving any, `session/being-made` after the longest wait.
 */
export type CredentialProcess = (
  name: string,
  options: { readonly waits: boolean },
) => Promise<string>;

export function createCredentialProcess(deps: {
  readonly state: Pick<StateStore, 'current' | 'refresh'>;
  readonly answers: Pick<Answers, 'ready'>;
  readonly obtainForTool: ObtainForTool;
  readonly sessions: Pick<Sessions, 'stateOf'>;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly clock: Clock;
}): CredentialProcess {
  const { state, answers, obtainForTool, sessions, skew, clock } = deps;
  const flights = new Map<string, Promise<string>>();

  const make = async (target: string, waits: boolean, mayRepeat = true): Promise<string> => {
    const got = await obtainForTool(target, {
      by: 'process',
      whenPersonNeeded: waits ? 'wait' : 'return',
    });
    if (got.kind === 'mfa-needed')
      throw new AppError('mfa/code-needed', { serial: got.serial, target });
    // It is in the book now; asking there notes that a tool uses it, so that it is renewed in time.
    const { accountId, credentials } = answers.ready(target) ?? got;
    // It ended while it was on its way: a tool must not get it (contracts.md §2.1).
    if (credentials.expiresAtMs <= skew.awsNow()) {
      if (mayRepeat) return make(target, waits, false);
      throw new AppError('session/being-made', { target, codeAt: null });
    }
    return textOf(credentials, accountId);
  };

  const flightOf = (target: string, waits: boolean): Promise<string> => {
    const key = `${waits} ${target}`;
    const flying = flights.get(key);
    if (flying !== undefined) return flying;
    const flight = make(target, waits).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  return async (name, { waits }) => {
    await state.refresh();
    const { name: target } = findTargetOrProfile(state.current(), name);
    const ready = answers.ready(target);
    if (ready !== null) return textOf(ready.credentials, ready.accountId);
    return withinToolPatience(clock, flightOf(target, waits), () => beingMade(sessions, target));
  };
}

function textOf(credentials: SessionCredentials, accountId: string): string {
  return credentialProcessJson({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
    expiration: instantOf(credentials.expiresAtMs),
    accountId,
  });
}

/** As they cross the local socket, for the process that asked. */
export interface PlainCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: string;
  readonly accountId: string;
}

/**
 * What AWS's tools expect of a `credential_process` (contracts.md §2.1): this object and nothing else. An
 * empty token is left out, since botocore would send it.
 */
export function credentialProcessJson(credentials: PlainCredentials): string {
  const { sessionToken } = credentials;
  return JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    ...(sessionToken === '' ? {} : { SessionToken: sessionToken }),
    Expiration: credentials.expiration,
    AccountId: credentials.accountId,
  });
}

/** The Go SDK gives a `credential_process` 60 s, and shows nothing of what was wrong then. A person is waited for 50 s of them. */
const LONGEST_WAIT_MS = 53 * SECOND_MS;

/** Waits as long as a tool does, and throws then; the work itself goes on. */
export async function withinToolPatience<T extends object | string>(
  clock: Clock,
  work: Promise<T>,
  tooLate: () => AppError,
): Promise<T> {
  const done = await within(clock, LONGEST_WAIT_MS, work);
  if (done === null) throw tooLate();
  return done;
}
