import type { SessionOptions } from './contract/session-options.ts';

/** Of all session policies of a call together (contracts.md §3.1). */
export const SESSION_POLICY_CHARACTERS = 2048;

export const NO_SESSION_OPTIONS: SessionOptions = {
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
  policyArns: [],
  policy: null,
};

/** What is wrong with options that are each right by themselves, and at which; null when nothing is. */
export function sessionOptionsProblem(
  options: SessionOptions,
): { readonly field: 'transitiveTagKeys' | 'policy'; readonly problem: string } | null {
  const keys = new Set(options.tags.map(({ key }) => key));
  const unknown = options.transitiveTagKeys.find((key) => !keys.has(key));
  if (unknown !== undefined) {
    const problem = `there is no tag ${unknown} that could go on to other roles`;
    return { field: 'transitiveTagKeys', problem };
  }
  const policies = [options.policy ?? '', ...options.policyArns];
  const characters = policies.reduce((sum, text) => sum + text.length, 0);
  if (characters > SESSION_POLICY_CHARACTERS) {
    const problem = `the session policy and the policy ARNs have ${characters} characters together, and AWS takes ${SESSION_POLICY_CHARACTERS}`;
    return { field: 'policy', problem };
  }
  return null;
}
