import type { Clock } from '../platform/clock.ts';
import type { Aws } from './aws.ts';
import { createCaller } from './caller.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { ExchangeLimits } from './exchange.ts';

/** A black hole ends in a message within ten seconds, all attempts together. */
const LIMITS: ExchangeLimits = { connectMs: 5000, wholeMs: 9500 };

export interface AwsParts {
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly limits?: ExchangeLimits;
}

/** AWS through the official SDK, which is loaded with the first call: most runs of the command make none. */
export function createAws({ skew, clock, limits = LIMITS }: AwsParts): Aws {
  const call = createCaller({ skew, clock, limits });
  const sts = () => import('./sts-calls.ts');
  const iam = () => import('./iam-calls.ts');

  return {
    getCallerIdentity: (endpoint, credentials) =>
      call(
        { endpoint, credentials },
        { service: 'sts', action: 'GetCallerIdentity' },
        async (config) => (await sts()).getCallerIdentity(config),
      ),

    getSessionToken: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        {
          service: 'sts',
          action: 'GetSessionToken',
          durationSeconds: request.durationSeconds,
          mfaSerial: request.mfa?.serial ?? null,
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
          mfaSerial: request.mfa?.serial ?? null,
          role: { arn: request.roleArn, externalId: request.externalId !== null },
        },
        async (config) => (await sts()).assumeRole(config, request, skew),
      ),

    listAccessKeys: (endpoint, credentials, userName) =>
      call(
        { endpoint, credentials },
        { service: 'iam', action: 'ListAccessKeys' },
        async (config) => (await iam()).listAccessKeys(config, userName),
      ),

    getAccessKeyLastUsed: (endpoint, credentials, accessKeyId) =>
      call(
        { endpoint, credentials },
        { service: 'iam', action: 'GetAccessKeyLastUsed' },
        async (config) => (await iam()).getAccessKeyLastUsed(config, accessKeyId),
      ),

    listMfaDevices: (endpoint, credentials, userName) =>
      call(
        { endpoint, credentials },
        { service: 'iam', action: 'ListMFADevices' },
        async (config) => (await iam()).listMfaDevices(config, userName),
      ),

    getAccountAlias: (endpoint, credentials) =>
      call(
        { endpoint, credentials },
        { service: 'iam', action: 'ListAccountAliases' },
        async (config) => (await iam()).getAccountAlias(config),
      ),
  };
}
