import type { Statement } from './policy.ts';

const allow = (...actions: readonly string[]): readonly Statement[] => [
  { effect: 'Allow', actions, resources: ['*'] },
];

/** Of AWS's own policies those that are good to practise with, as far as they touch what the practice account does. */
const MANAGED: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: allow('*'),
  ReadOnlyAccess: allow('iam:Get*', 'iam:List*'),
  IAMReadOnlyAccess: allow('iam:Get*', 'iam:List*'),
  IAMUserChangePassword: allow('iam:ChangePassword', 'iam:GetAccountPasswordPolicy'),
};

/** What a managed policy says. One that does not exist allows nothing. */
export function managedPolicy(arn: string): readonly Statement[] {
  const name = /^arn:aws[a-z-]*:iam::aws:policy\/(\w+)$/.exec(arn)?.[1] ?? '';
  return Object.hasOwn(MANAGED, name) ? (MANAGED[name] as readonly Statement[]) : [];
}
