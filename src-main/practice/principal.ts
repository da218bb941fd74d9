import { fakeUniqueId } from './fake-values.ts';
import type { Principal } from './world.ts';
import type { Statement } from './policy.ts';

/** A principal as GetCallerIdentity names it, and as policies know it. */
export interface PrincipalNames {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  /** What trust policies compare: the role itself for a role's session. */
  readonly policyArn: string;
  /** Empty for all but IAM users. */
  readonly userName: string;
  readonly permissions: readonly Statement[];
}

export function namesOf(principal: Principal): PrincipalNames {
  if (principal.kind === 'user') {
    const { arn, accountId, userId, userName, permissions } = principal.user;
    return { arn, accountId, userId, policyArn: arn, userName, permissions };
  }
  if (principal.kind === 'federated-user') {
    const { accountId, permissions } = principal.user;
    const arn = `arn:aws:sts::${accountId}:federated-user/${principal.name}`;
    const userId = `${accountId}:${principal.name}`;
    return { arn, accountId, userId, policyArn: arn, userName: '', permissions };
  }
  const { role, sessionName } = principal;
  return {
    // Without the role's path, unlike the role's own ARN.
    arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    accountId: role.accountId,
    userId: `${fakeUniqueId('AROA', role.arn)}:${sessionName}`,
    policyArn: role.arn,
    userName: '',
    permissions: role.permissions,
  };
}
