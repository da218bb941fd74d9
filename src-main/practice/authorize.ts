import type { Call } from './action.ts';
import { userArn } from './arns.ts';
import { accessDenied, invalidClientTokenId, noSuchEntity, validationError } from './aws-error.ts';
import { readParameters } from './parameters.ts';
import { askPolicy } from './policy.ts';
import { namesOf } from './principal.ts';
import type { User } from './world.ts';

export interface Permission {
  /** `iam:ListAccessKeys`. */
  readonly action: string;
  /** The ARN that policies are matched with, or `*`. */
  readonly resource: string;
  /** What the refusal calls it. */
  readonly shownAs: string;
}

/** Lets an IAM call pass, or throws AWS's refusal. */
export function authorizeIam({ caller }: Call, { action, resource, shownAs }: Permission): void {
  const { principal, session } = caller;
  // IAM does not know a GetSessionToken session without MFA at all (contracts.md §3.1).
  if (principal.kind === 'user' && session !== null && !session.mfa) throw invalidClientTokenId();
  const { arn, userName, permissions } = namesOf(principal);
  const answer = askPolicy(permissions, { action, resource, userName });
  if (answer === 'allowed') return;
  const because =
    answer === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  throw accessDenied(
    `User: ${arn} is not authorized to perform: ${action} on resource: ${shownAs} ${because}`,
  );
}

/**
 * The user an IAM call is about, once the caller may make it: the one named by `UserName`, else the
 * caller. A role's session is no user, so it must name one.
 */
export function authorizeOnUser(call: Call, action: string): User {
  const read = readParameters(call.parameters);
  const named = read.text('UserName', { min: 1, max: 128, pattern: String.raw`[\w+=,.@-]+` });
  read.check();
  const { principal } = call.caller;
  if (named === null) {
    if (principal.kind !== 'user')
      throw validationError('Must specify userName when calling with non-User credentials');
    const { arn, userName } = principal.user;
    authorizeIam(call, { action, resource: arn, shownAs: `user ${userName}` });
    return principal.user;
  }
  const resource = userArn(namesOf(principal).accountId, named);
  authorizeIam(call, { action, resource, shownAs: `user ${named}` });
  const user = call.world.users.get(resource);
  if (user === undefined) throw noSuchEntity(`The user with name ${named} cannot be found.`);
  return user;
}
