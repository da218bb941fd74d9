/** What a role is found by: its name, and its ARN with its account. */
export interface RoleSeed {
  readonly name: string;
  readonly roleArn: string;
}

/** 2,000 accounts with five roles each, named as a company would. AWS knows none of them. */
export const MANY_ROLES: readonly RoleSeed[] = Array.from({ length: 10_000 }, (_, index) => {
  const account = Math.floor(index / 5);
  const kind = ['ReadOnly', 'Admin', 'Deploy', 'Billing', 'Support'][index % 5]!;
  const team = ['ml', 'web', 'data', 'payments', 'core'][account % 5]!;
  const stage = ['dev', 'staging', 'prod'][account % 3]!;
  return {
    name: `${team}-${stage}-${account}-${kind}`,
    roleArn: `arn:aws:iam::${100_000_000_000 + account * 7}:role/${kind}`,
  };
});
