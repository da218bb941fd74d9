/** One statement of an identity policy, in IAM's own words. `*` and `?` are wildcards. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** `${aws:username}` stands for the caller's name, as in IAM. */
  readonly resources: readonly string[];
}

export interface PolicyQuestion {
  readonly action: string;
  readonly resource: string;
  /** Empty where the caller has none. */
  readonly userName: string;
}

export type PolicyAnswer = 'allowed' | 'not-allowed' | 'denied';

/** IAM's rule: a Deny wins, else an Allow is needed. */
export function askPolicy(
  statements: readonly Statement[],
  question: PolicyQuestion,
): PolicyAnswer {
  const matching = statements.filter((statement) => matches(statement, question));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'denied';
  return matching.length > 0 ? 'allowed' : 'not-allowed';
}

function matches(
  { actions, resources }: Statement,
  { action, resource, userName }: PolicyQuestion,
): boolean {
  return (
    actions.some((pattern) => wildcard(pattern.toLowerCase(), action.toLowerCase())) &&
    resources.some((pattern) => wildcard(pattern.replaceAll('${aws:username}', userName), resource))
  );
}

function wildcard(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}
