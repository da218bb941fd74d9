import {
  AssumeRoleCommand,
  type Credentials as StsCredentials,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { parseArn } from '#shared/arn.ts';
import type { SessionOptions } from '#shared/contract/session-options.ts';
import { secretOf } from '#shared/secret.ts';
import { HOUR_MS } from '#shared/time.ts';
import type {
  AssumeRoleRequest,
  FederationTokenRequest,
  MfaAnswer,
  SessionCredentials,
} from './aws.ts';
import { type ClientConfig, withoutNodeNotice } from './client-config.ts';
import type { ClockSkew } from './clock-skew.ts';
import { MalformedReply } from './malformed-reply.ts';

export async function getCallerIdentity(
  config: ClientConfig,
): Promise<{ accountId: string; arn: string }> {
  const { Account: accountId = '', Arn: arn = '' } = await clientOf(config).send(
    new GetCallerIdentityCommand({}),
  );
  if (!/^\d{12}$/.test(accountId) || !isPlain(arn, 2048) || parseArn(arn) === null)
    throw new MalformedReply();
  return { accountId, arn };
}

export async function getSessionToken(
  config: ClientConfig,
  request: { readonly durationSeconds: number; readonly mfa: MfaAnswer | null },
  skew: ClockSkew,
): Promise<SessionCredentials> {
  const command = new GetSessionTokenCommand({
    DurationSeconds: request.durationSeconds,
    ...mfaFields(request.mfa),
  });
  const { Credentials: credentials } = await clientOf(config).send(command);
  return checked(credentials, skew);
}

export async function assumeRole(
  config: ClientConfig,
  request: AssumeRoleRequest,
  skew: ClockSkew,
): Promise<SessionCredentials> {
  const command = new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    DurationSeconds: request.durationSeconds,
    ...(request.externalId === null ? {} : { ExternalId: request.externalId }),
    ...sessionFields(request.options),
    ...mfaFields(request.mfa),
  });
  const { Credentials: credentials } = await clientOf(config).send(command);
  return checked(credentials, skew);
}

export async function getFederationToken(
  config: ClientConfig,
  request: FederationTokenRequest,
  skew: ClockSkew,
): Promise<SessionCredentials> {
  const command = new GetFederationTokenCommand({
    Name: request.name,
    DurationSeconds: request.durationSeconds,
    ...tagFields(request.options),
    ...policyFields(request.options),
  });
  const { Credentials: credentials } = await clientOf(config).send(command);
  return checked(credentials, skew);
}

function clientOf(config: ClientConfig): STSClient {
  return withoutNodeNotice(() => new STSClient(config));
}

/** The options of a session as AWS's parameters; what is not set is not sent. */
function sessionFields(options: SessionOptions) {
  const { sourceIdentity, transitiveTagKeys } = options;
  return {
    ...(sourceIdentity === null ? {} : { SourceIdentity: sourceIdentity }),
    ...(transitiveTagKeys.length === 0 ? {} : { TransitiveTagKeys: transitiveTagKeys }),
    ...tagFields(options),
    ...policyFields(options),
  };
}

function tagFields({ tags }: Pick<SessionOptions, 'tags'>) {
  return tags.length === 0
    ? {}
    : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) };
}

function policyFields({ policyArns, policy }: Pick<SessionOptions, 'policyArns' | 'policy'>) {
  return {
    ...(policyArns.length === 0 ? {} : { PolicyArns: policyArns.map((arn) => ({ arn })) }),
    ...(policy === null ? {} : { Policy: policy }),
  };
}

function mfaFields(mfa: MfaAnswer | null) {
  return mfa === null ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code };
}

/** No session of AWS lasts longer than 36 h (contracts.md §3.1); what seems to would never be renewed. */
const LONGEST_MS = 37 * HOUR_MS;

/** The values go into files and environments of others: whole, of one line, and no longer than those carry. */
function checked(given: StsCredentials | undefined, skew: ClockSkew): SessionCredentials {
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
    Expiration,
  } = given ?? ({} as Partial<StsCredentials>);
  const expiresAtMs = Expiration?.getTime() ?? Number.NaN;
  const isWhole =
    /^[A-Z0-9]{16,128}$/.test(AccessKeyId) &&
    isPlain(SecretAccessKey, 256) &&
    isPlain(SessionToken, 32_768);
  const leftMs = expiresAtMs - skew.awsNow();
  // Also false for a date that is none. While the time is in doubt, AWS is right.
  const isAlive = skew.isDoubtful() ? expiresAtMs > 0 : leftMs > 0 && leftMs <= LONGEST_MS;
  if (!isWhole || !isAlive) throw new MalformedReply();
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: secretOf(SecretAccessKey),
    sessionToken: secretOf(SessionToken),
    expiresAtMs,
  };
}

function isPlain(text: string, maximum: number): boolean {
  return text.length <= maximum && /^[\x21-\x7e]+$/.test(text);
}
