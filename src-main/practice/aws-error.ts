/** A refusal in AWS's own words. It leaves the practice account as XML and is not for our own code to catch. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

// Texts: contracts.md §3.2, where people met them.

export function accessDenied(message: string): AwsError {
  return new AwsError(403, 'AccessDenied', message);
}

export function validationError(message: string): AwsError {
  return new AwsError(400, 'ValidationError', message);
}

export function invalidParameterValue(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValue', message);
}

/** AWS says no more than this. */
export function malformedPolicyDocument(): AwsError {
  return new AwsError(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
}

export function noSuchEntity(message: string): AwsError {
  return new AwsError(404, 'NoSuchEntity', message);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError(409, 'LimitExceeded', message);
}

export function entityAlreadyExists(message: string): AwsError {
  return new AwsError(409, 'EntityAlreadyExists', message);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError(409, 'DeleteConflict', message);
}

export function invalidInput(message: string): AwsError {
  return new AwsError(400, 'InvalidInput', message);
}

export function signatureDoesNotMatch(message: string): AwsError {
  return new AwsError(403, 'SignatureDoesNotMatch', message);
}

/** AWS does not tell an unknown key from an inactive one, nor from a session that may not come here. */
export function invalidClientTokenId(): AwsError {
  return new AwsError(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  );
}
