import type { SessionOptions } from '#shared/contract/session-options.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import type { Secret } from '#shared/secret.ts';
import type { Iam } from './iam.ts';

/** A long-term access key (`sessionToken` null) or short-lived credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | null;
}

export interface SessionCredentials extends Credentials {
  readonly sessionToken: Secret;
  /** Ms since the epoch, as AWS named it. */
  readonly expiresAtMs: number;
}

export interface MfaAnswer {
  readonly serial: string;
  readonly code: string;
}

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | null;
  readonly options: SessionOptions;
  readonly mfa: MfaAnswer | null;
}

export interface FederationTokenRequest {
  /** 2 to 32 characters; names the session wherever it is seen. */
  readonly name: string;
  readonly durationSeconds: number;
  /** Without a policy among them the session can do nothing. */
  readonly options: Pick<SessionOptions, 'tags' | 'policyArns' | 'policy'>;
}

/**
 * The calls of AWS that Latchkey makes, as plain functions. Errors are translated here and nowhere
 * else: `aws/*`, `mfa/code-refused`, `mfa/serial-refused`. No call that carries a code is ever
 * retried (contracts.md §3.2, hazard 1); the others are, up to five attempts.
 */
export interface Aws extends Iam {
  getCallerIdentity(
    endpoint: Endpoint,
    credentials: Credentials,
  ): Promise<{ accountId: string; arn: string }>;
  getSessionToken(
    endpoint: Endpoint,
    credentials: Credentials,
    request: { durationSeconds: number; mfa: MfaAnswer | null },
  ): Promise<SessionCredentials>;
  assumeRole(
    endpoint: Endpoint,
    credentials: Credentials,
    request: AssumeRoleRequest,
  ): Promise<SessionCredentials>;
  /** For the console, which takes no session of GetSessionToken. Takes the access key of a user: `aws/access-key-needed`. */
  getFederationToken(
    endpoint: Endpoint,
    credentials: Credentials,
    request: FederationTokenRequest,
  ): Promise<SessionCredentials>;
}
