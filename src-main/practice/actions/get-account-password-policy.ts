import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { noSuchEntity } from '../aws-error.ts';
import { changeOwnPassword } from '../passwords.ts';
import { namesOf } from '../principal.ts';

/** `NoSuchEntity` where the account leaves it at AWS's own rules. */
export const getAccountPasswordPolicy: Action = {
  name: 'GetAccountPasswordPolicy',
  service: 'iam',
  run(call) {
    const { accountId } = namesOf(call.caller.principal);
    const policy = call.world.accounts.get(accountId)?.passwordPolicy ?? null;
    const permission = { action: 'iam:GetAccountPasswordPolicy', resource: '*', shownAs: '*' };
    authorizeIam(call, permission, changeOwnPassword(policy));
    if (policy === null)
      throw noSuchEntity(`The Password Policy with domain name ${accountId} cannot be found.`);
    return {
      PasswordPolicy: {
        MinimumPasswordLength: policy.minimumLength,
        RequireSymbols: policy.requireSymbols,
        RequireNumbers: policy.requireNumbers,
        RequireUppercaseCharacters: policy.requireUppercase,
        RequireLowercaseCharacters: policy.requireLowercase,
        AllowUsersToChangePassword: policy.allowUsersToChange,
        ExpirePasswords: policy.maxAgeDays !== null,
        MaxPasswordAge: policy.maxAgeDays,
        PasswordReusePrevention: policy.reusePrevention,
        HardExpiry: policy.hardExpiry,
      },
    };
  },
};
