import { AwsError } from './aws-error.ts';
import type { Password, PasswordPolicy } from './world.ts';

/** Throws `PasswordPolicyViolation` for a new password that the account's policy, or AWS's own, does not allow. */
export function checkNewPassword(
  policy: PasswordPolicy | null,
  password: Password,
  candidate: string,
): void {
  const isGood =
    policy === null
      ? meetsDefault(candidate)
      : meets(policy, candidate) && !isReused(policy, password, candidate);
  if (isGood) return;
  throw new AwsError(
    400,
    'PasswordPolicyViolation',
    'Password does not conform to the account password policy.',
  );
}

/** As the IAM guide lists them. */
const SYMBOLS = /[!@#$%^&*()_+\-=[\]{}|']/;

function meets(policy: PasswordPolicy, candidate: string): boolean {
  return (
    candidate.length >= policy.minimumLength &&
    (!policy.requireSymbols || SYMBOLS.test(candidate)) &&
    (!policy.requireNumbers || /\d/.test(candidate)) &&
    (!policy.requireUppercase || /[A-Z]/.test(candidate)) &&
    (!policy.requireLowercase || /[a-z]/.test(candidate))
  );
}

function isReused({ reusePrevention }: PasswordPolicy, password: Password, candidate: string) {
  const remembered = [password.text, ...password.earlier].slice(0, reusePrevention ?? 0);
  return remembered.includes(candidate);
}

/** Without a policy of one's own: eight characters, of three kinds out of four. */
function meetsDefault(candidate: string): boolean {
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, SYMBOLS].filter((kind) => kind.test(candidate));
  return candidate.length >= 8 && kinds.length >= 3;
}

/** What `AllowUsersToChangePassword` gives to everybody in the account. */
export function changeOwnPassword(policy: PasswordPolicy | null) {
  if (policy?.allowUsersToChange !== true) return [];
  const actions = ['iam:ChangePassword', 'iam:GetAccountPasswordPolicy'];
  return [{ effect: 'Allow', actions, resources: ['*'] }] as const;
}
