import type { PasswordPolicy } from '#shared/contract/account.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { DEFAULT_PASSWORD_POLICY, unmetRules } from '#shared/password-rules.ts';
import type { Secret } from '#shared/secret.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { PasswordPolicy as AwsPolicy } from '../aws/iam.ts';
import { orDenied } from '../aws/or-denied.ts';
import type { AsUser, MfaNeeded } from './as-user.ts';

/** The console password of an identity's user. */
export interface OwnPassword {
  /** Null where the user may not know it. */
  policy(
    identity: string,
    mfaCode: string | undefined,
  ): Promise<{ readonly kind: 'policy'; readonly policy: PasswordPolicy | null } | MfaNeeded>;
  /** Throws `password/rules-unmet` before it is sent, `password/none`, `aws/password-refused`. */
  change(
    identity: string,
    passwords: { readonly oldPassword: Secret; readonly newPassword: Secret },
    mfaCode: string | undefined,
  ): Promise<{ readonly kind: 'done' } | MfaNeeded>;
}

export function createOwnPassword({
  aws,
  asUser,
}: {
  readonly aws: Pick<Aws, 'getAccountPasswordPolicy' | 'changePassword'>;
  readonly asUser: AsUser;
}): OwnPassword {
  const policyOf = async (
    endpoint: Endpoint,
    credentials: Credentials,
  ): Promise<PasswordPolicy | null> => {
    const told = await orDenied(aws.getAccountPasswordPolicy(endpoint, credentials));
    return isAppError(told) ? null : policyIn(told);
  };

  return {
    policy: (name, mfaCode) =>
      asUser(name, mfaCode, 'iam:ChangePassword', async ({ endpoint, credentials }) => ({
        kind: 'policy',
        policy: await policyOf(endpoint, credentials),
      })),

    change: (name, { oldPassword, newPassword }, mfaCode) =>
      asUser(name, mfaCode, 'iam:ChangePassword', async (user) => {
        const { endpoint, credentials, identity, userName } = user;
        const policy = await policyOf(endpoint, credentials);
        const rules = unmetRules(newPassword.reveal(), policy, {
          oldPassword: oldPassword.reveal(),
          accountAlias: identity.accountAlias,
        });
        const minimumLength = policy?.minimumLength ?? 1;
        if (rules.length > 0) throw new AppError('password/rules-unmet', { rules, minimumLength });
        try {
          await aws.changePassword(endpoint, credentials, { oldPassword, newPassword });
        } catch (error) {
          if (isAppError(error, 'aws/no-such-thing'))
            throw new AppError('password/none', { userName }, error);
          throw error;
        }
        return { kind: 'done' };
      }),
  };
}

function policyIn(policy: AwsPolicy | null): PasswordPolicy {
  if (policy === null) return DEFAULT_PASSWORD_POLICY;
  const { mayChangeOwn: _, ...rules } = policy;
  return { ...rules, isDefault: false, minimumKinds: null };
}
