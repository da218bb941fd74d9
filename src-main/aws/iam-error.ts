import { AppError } from '#shared/errors.ts';
import type { CallFacts, IamSubject } from './call-facts.ts';

/** An error of IAM that says something about what the call was about (contracts.md §4); null for every other. */
export function iamError(
  { code, message }: { readonly code: string; readonly message: string },
  call: CallFacts,
  cause: unknown,
): AppError | null {
  if (call.service !== 'iam') return null;
  const action = `iam:${call.action}`;
  const { thing, name } = subjectOf(call);
  switch (code) {
    case 'NoSuchEntity':
    case 'NoSuchEntityException':
      return new AppError('aws/no-such-thing', { action, ...missing(message, call) }, cause);
    case 'LimitExceeded':
    case 'LimitExceededException':
      return new AppError('aws/limit-reached', { action }, cause);
    case 'EntityAlreadyExists':
    case 'EntityAlreadyExistsException':
      return new AppError('aws/exists-already', { thing, name }, cause);
    case 'EntityTemporarilyUnmodifiable':
    case 'EntityTemporarilyUnmodifiableException':
      return new AppError('aws/unmodifiable-yet', { thing, name }, cause);
    case 'ConcurrentModification':
    case 'ConcurrentModificationException':
      return new AppError('aws/changed-meanwhile', { action }, cause);
    case 'DeleteConflict':
    case 'DeleteConflictException':
      return new AppError('aws/delete-conflict', { thing, name }, cause);
    case 'InvalidAuthenticationCode':
    case 'InvalidAuthenticationCodeException':
      return new AppError('mfa/codes-refused', { serial: call.mfaSerial ?? name }, cause);
    case 'PasswordPolicyViolation':
    case 'PasswordPolicyViolationException':
      return new AppError('aws/password-refused', {}, cause);
    case 'InvalidUserType':
    case 'InvalidUserTypeException':
      return new AppError('aws/iam-user-needed', { action }, cause);
    default:
      return null;
  }
}

function subjectOf({ subject, userName }: CallFacts): IamSubject {
  return subject ?? { thing: 'user', name: userName ?? '' };
}

/** The call names a user and a thing of theirs; AWS's text says which of the two there is not. */
function missing(message: string, call: CallFacts): IamSubject {
  return call.userName !== null && saysNoUser(message)
    ? { thing: 'user', name: call.userName }
    : subjectOf(call);
}

/** By AWS's text of `NoSuchEntity`: it is the user that there is not, by that name. */
export function saysNoUser(message: string): boolean {
  return /^The user with name /i.test(message);
}
