import type { PasswordPolicy } from './contract/account.ts';

/** What a new password has to be; `old` and `account-name`: other than these. */
export type PasswordRule =
  | 'length'
  | 'characters'
  | 'uppercase'
  | 'lowercase'
  | 'numbers'
  | 'symbols'
  | 'kinds'
  | 'account-name'
  | 'old';

/** Of ChangePassword, whatever the policy (contracts.md §4.3). */
export const LONGEST_PASSWORD = 128;

/** What holds where an account has no policy of its own (IAM User Guide, "Default password policy"). */
export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  isDefault: true,
  minimumLength: 8,
  requiresUppercase: false,
  requiresLowercase: false,
  requiresNumbers: false,
  requiresSymbols: false,
  minimumKinds: 3,
  maximumAgeDays: null,
  remembered: null,
  endsHard: false,
};

const KINDS = {
  uppercase: /[A-Z]/,
  lowercase: /[a-z]/,
  numbers: /[0-9]/,
  /** As the guide lists them. */
  symbols: /[!@#$%^&*()_+\-=[\]{}|']/,
} as const;

/** The rules of a policy (null: not known) that a person should hear before, in the order they are told. */
export function rulesOf(policy: PasswordPolicy | null): PasswordRule[] {
  if (policy === null) return ['length', 'characters', 'old'];
  return [
    'length',
    ...(policy.requiresUppercase ? (['uppercase'] as const) : []),
    ...(policy.requiresLowercase ? (['lowercase'] as const) : []),
    ...(policy.requiresNumbers ? (['numbers'] as const) : []),
    ...(policy.requiresSymbols ? (['symbols'] as const) : []),
    ...(policy.minimumKinds === null ? [] : (['kinds'] as const)),
    ...(policy.isDefault ? (['account-name'] as const) : []),
    'characters',
    'old',
  ];
}

/**
 * The rules that a new password breaks. Those of before the last one only AWS remembers, and of the account's
 * name Latchkey knows the alias alone.
 */
export function unmetRules(
  candidate: string,
  policy: PasswordPolicy | null,
  known: { readonly oldPassword: string; readonly accountAlias: string | null },
): PasswordRule[] {
  return rulesOf(policy).filter((rule) => !meets(candidate, rule, policy, known));
}

function meets(
  candidate: string,
  rule: PasswordRule,
  policy: PasswordPolicy | null,
  { oldPassword, accountAlias }: Parameters<typeof unmetRules>[2],
): boolean {
  switch (rule) {
    case 'length':
      return (
        candidate.length >= (policy?.minimumLength ?? 1) && candidate.length <= LONGEST_PASSWORD
      );
    case 'characters':
      return /^[\t\n\r\u0020-\u00FF]*$/.test(candidate);
    case 'uppercase':
    case 'lowercase':
    case 'numbers':
    case 'symbols':
      return KINDS[rule].test(candidate);
    case 'kinds': {
      const kinds = Object.values(KINDS).filter((kind) => kind.test(candidate));
      return kinds.length >= (policy?.minimumKinds ?? 0);
    }
    case 'account-name':
      return accountAlias === null || candidate !== accountAlias;
    case 'old':
      return candidate !== oldPassword;
  }
}
