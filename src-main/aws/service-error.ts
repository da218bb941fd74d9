import { AppError } from '#shared/errors.ts';
import { iamError } from './iam-error.ts';
import type { CallFacts, ReplyFacts } from './call-facts.ts';

/** An error that AWS answered with, by its code and, where the code is not enough, its text (contracts.md §3.2). */
export function serviceError(
  error: Error,
  call: CallFacts,
  got: { readonly reply: ReplyFacts; readonly skewMs: number | null },
): AppError {
  const { code, message } = codeAndText(error);
  const action = `${call.service}:${call.action}`;
  switch (code) {
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'UnauthorizedOperation':
      return accessDenied(message, call, error);
    case 'SignatureDoesNotMatch':
    case 'InvalidSignatureException':
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
      return badSignature(message, call, { code, skewMs: got.skewMs, cause: error });
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'InvalidAccessKeyId':
      return new AppError('aws/key-unknown', { accessKeyId: call.accessKeyId }, error);
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return new AppError('aws/session-expired', { action }, error);
    case 'RegionDisabledException':
      return new AppError('aws/region-disabled', { region: call.region }, error);
    case 'MalformedPolicyDocument':
    case 'MalformedPolicyDocumentException':
      return new AppError('aws/policy-malformed', { action }, error);
    case 'PackedPolicyTooLarge':
    case 'PackedPolicyTooLargeException':
      return new AppError('aws/policy-too-large', { percent: percentageIn(message) }, error);
    default:
      break;
  }
  const { status, requestId } = got.reply;
  if (THROTTLING.has(code) || status === 429)
    return new AppError('aws/throttled', { action }, error);
  const known = durationTooLong(message, call, error) ?? iamError({ code, message }, call, error);
  if (known !== null) return known;
  return new AppError('aws/failed', { action, code, status, requestId }, error);
}

/** The code as AWS sent it: the SDK gives some of them names of its own. */
function codeAndText(error: Error): { code: string; message: string } {
  const { Code, name } = error as { Code?: unknown; name: string };
  const code = typeof Code === 'string' ? Code : name;
  const message = typeof error.message === 'string' ? error.message : '';
  return { code: /^[\w.:-]{1,100}$/.test(code) ? code : 'Unknown', message };
}

function accessDenied(message: string, call: CallFacts, cause: unknown): AppError {
  const serial = call.mfaSerial;
  if (serial !== null && /MultiFactorAuthentication failed/i.test(message)) {
    if (/unable to validate|serial number/i.test(message))
      return new AppError('mfa/serial-refused', { serial }, cause);
    return new AppError('mfa/code-refused', { serial, generated: false }, cause);
  }
  const principal = arnAfter(/User: /, message);
  if (/^Cannot call \w+ with session credentials/i.test(message))
    return new AppError(
      'aws/access-key-needed',
      { action: `${call.service}:${call.action}` },
      cause,
    );
  const option = /perform: (sts:(?:TagSession|SetSourceIdentity))\b/.exec(message)?.[1];
  if (option !== undefined && call.role !== null)
    return new AppError(
      'aws/option-refused',
      { roleArn: call.role.arn, principal, action: option },
      cause,
    );
  if (call.action === 'AssumeRole' && call.role !== null) {
    const { arn: roleArn, externalId } = call.role;
    return new AppError(
      'aws/role-refused',
      { roleArn, principal, externalId, mfa: serial !== null },
      cause,
    );
  }
  const action =
    /perform: ([a-z0-9-]{1,40}:[A-Za-z0-9]{1,80})\b/.exec(message)?.[1] ??
    `${call.service}:${call.action}`;
  return new AppError(
    'aws/access-denied',
    {
      action,
      resource: arnAfter(/on resource: /, message),
      principal,
      // Of a session we do not know; IAM takes none of GetSessionToken without MFA anyway.
      withoutMfa: !call.isSession && serial === null,
    },
    cause,
  );
}

/** An ARN of the text, the one thing of it that goes on: our own user's, or what the call was about. */
function arnAfter(before: RegExp, message: string): string {
  return (
    new RegExp(`${before.source}(arn:aws[a-z-]*:[\\w-]+:[\\w-]*:\\d*:[\\w+=,.@/:-]{1,600})`)
      .exec(message)?.[1]
      ?.replace(/[.,]$/, '') ?? ''
  );
}

function badSignature(
  message: string,
  call: CallFacts,
  { code, skewMs, cause }: { code: string; skewMs: number | null; cause: unknown },
): AppError {
  const isClock =
    code.startsWith('Request') || /Signature (expired|not yet current)/i.test(message);
  if (!isClock) return new AppError('aws/secret-wrong', { accessKeyId: call.accessKeyId }, cause);
  return new AppError('aws/clock-skew', { skewSeconds: Math.round((skewMs ?? 0) / 1000) }, cause);
}

function durationTooLong(message: string, call: CallFacts, cause: unknown): AppError | null {
  const requestedSeconds = call.durationSeconds;
  if (requestedSeconds === null || !/DurationSeconds/i.test(message)) return null;
  const tooLong = (
    maximumSeconds: number | null,
    because: 'role-maximum' | 'role-chaining' | 'service-limit',
  ) => new AppError('aws/duration-too-long', { requestedSeconds, maximumSeconds, because }, cause);
  if (/role chaining/i.test(message)) return tooLong(3600, 'role-chaining');
  if (/MaxSessionDuration/i.test(message)) return tooLong(null, 'role-maximum');
  const limit = /less than or equal to (\d{1,6})\b/.exec(message)?.[1];
  return limit === undefined ? null : tooLong(Number(limit), 'service-limit');
}

function percentageIn(message: string): number | null {
  const percentage = /\b(\d{1,4}) ?%/.exec(message)?.[1];
  return percentage === undefined ? null : Number(percentage);
}

/** As @smithy/core and botocore list them, without those that mean a limit: waiting mends no `LimitExceeded` (contracts.md §3.2, hazard 3). */
const THROTTLING: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
