import type { Clock } from '../platform/clock.ts';
import type { Aws, MfaAnswer } from './aws.ts';
import type { Caller, Repeats } from './caller.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { ExchangeLimits } from './exchange.ts';
import { createIam } from './sdk-iam.ts';

/** A black hole ends in a message within ten seconds, all attempts together. */
export const AWS_LIMITS: ExchangeLimits = { connectMs: 5000, wholeMs: 9500 };

export interface AwsParts {
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly limits?: ExchangeLimits;
}

/**
 * AWS through the official SDK, which is loaded with the first call, as TLS is: most runs of the command
 * make none, and Latchkey at rest has none to make (G8).
 */
export function createAws({ skew, clock, limits = AWS_LIMITS }: AwsParts): Aws {
  let caller: Promise<Caller> | null = null;
  const call: Caller = async (...about) => {
    caller ??= import('./caller.ts').then(({ createCaller }) =>
      createCaller({ skew, clock, limits }),
    );
    return (await caller)(...about);
  };
  const sts = () => import('./sts-calls.ts');

  return {
    getCallerIdentity: (endpoint, credentials) =>
      call(
        { endpoint, credentials },
        { service: 'sts', action: 'GetCallerIdentity', repeatable: true },
        async (config) => (await sts()).getCallerIdentity(config),
      ),

    getSessionToken: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        {
          service: 'sts',
          action: 'GetSessionToken',
          durationSeconds: request.durationSeconds,
          ...withCode(request.mfa),
        },
        async (config) => (await sts()).getSessionToken(config, request, skew),
      ),

    assumeRole: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        {
          service: 'sts',
          action: 'AssumeRole',
          durationSeconds: request.durationSeconds,
          ...withCode(request.mfa),
          role: { arn: request.roleArn, externalId: request.externalId !== null },
        },
        async (config) => (await sts()).assumeRole(config, request, skew),
      ),

    getFederationToken: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        {
          service: 'sts',
          action: 'GetFederationToken',
          durationSeconds: request.durationSeconds,
          repeatable: true,
        },
        async (config) => (await sts()).getFederationToken(config, request, skew),
      ),

    ...createIam(call),
  };
}

/** The only place where a code enters a call: it goes out once. */
function withCode(mfa: MfaAnswer | null): Repeats {
  return mfa === null ? { repeatable: true } : { repeatable: false, mfaSerial: mfa.serial };
}
