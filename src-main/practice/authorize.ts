import type { Call } from './action.ts';
import type { Caller } from './authenticate.ts';
import { userArn } from './arns.ts';
import { accessDenied, invalidClientTokenId, noSuchEntity, validationError } from './aws-error.ts';
import { readParameters } from './parameters.ts';
import { askPolicy, type PolicyAnswer, type Statement } from './policy.ts';
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

/** Lets an IAM call pass, or throws AWS's refusal. `granted` is what the account allows everybody. */
export function authorizeIam(
  { caller }: Call,
  { action, resource, shownAs }: Permission,
  granted: readonly Statement[] = [],
): void {
  const { principal, session } = caller;
  // IAM does not know a GetSessionToken session without MFA at all (contracts.md §3.1).
  if (principal.kind === 'user' && session !== null && !session.mfa) throw invalidClientTokenId();
  // Nor the session of a federated user, except in the console.
  if (principal.kind === 'federated-user') throw invalidClientTokenId();
  const { arn, userName, permissions } = namesOf(principal);
  const answer = askPolicy([...permissions, ...granted], { action, resource, userName });
  const limit = askPolicy(session?.limits ?? ANYTHING, { action, resource, userName });
  if (answer === 'allowed' && limit === 'allowed') return;
  const [refused, policy] =
    answer === 'allowed' ? [limit, 'session policy'] : [answer, 'identity-based policy'];
  const because = refusedBecause(refused, policy, action);
  throw accessDenied(
    `User: ${arn} is not authorized to perform: ${action} on resource: ${shownAs} ${because}`,
  );
}

const ANYTHING: readonly Statement[] = [{ effect: 'Allow', actions: ['*'], resources: ['*'] }];

function refusedBecause(answer: PolicyAnswer, policy: string, action: string): string {
  if (answer === 'not-allowed') return `because no ${policy} allows the ${action} action`;
  return `with an explicit deny in ${policy.startsWith('i') ? 'an' : 'a'} ${policy}`;
}

/** Whether the session policies of a caller let it make a call that its principal may make. */
export function sessionAllows(
  { principal, session }: Caller,
  { action, resource }: Pick<Permission, 'action' | 'resource'>,
): boolean {
  const { userName } = namesOf(principal);
  return askPolicy(session?.limits ?? ANYTHING, { action, resource, userName }) === 'allowed';
}

/**
 * The user an IAM call is about, once the caller may make it: the one named by `UserName`, else the
 * caller. A role's session is no user, so it must name one; some calls want it of every session.
 */
export function authorizeOnUser(
  call: Call,
  action: string,
  { sessionsMustName = false } = {},
): User {
  const read = readParameters(call.parameters);
  const named = read.text('UserName', { min: 1, max: 128, pattern: String.raw`[\w+=,.@-]+` });
  read.check();
  const { principal, session } = call.caller;
  if (named === null) {
    if (principal.kind !== 'user' || (sessionsMustName && session !== null))
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
