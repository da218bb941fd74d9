import type { Scope } from './contract/scope.ts';
import type { SessionOptions } from './contract/session-options.ts';
import { sessionOptionsProblem } from './session-option-rules.ts';

/**
 * The options of a scope's session. Its tags come beside the role's, and stand where both name one; its
 * policies are the session's, where it has any.
 */
export function optionsInScope(role: SessionOptions, given: Scope): SessionOptions {
  const own = new Set(given.tags.map(({ key }) => key.toLowerCase()));
  const isNarrowed = hasSessionPolicy(given);
  return {
    sourceIdentity: role.sourceIdentity,
    tags: [...role.tags.filter(({ key }) => !own.has(key.toLowerCase())), ...given.tags],
    transitiveTagKeys: role.transitiveTagKeys.filter(
      (key) => !own.has(key.toLowerCase()) || given.tags.some((tag) => tag.key === key),
    ),
    policyArns: isNarrowed ? given.policyArns : role.policyArns,
    policy: isNarrowed ? given.policy : role.policy,
  };
}

export function hasSessionPolicy(options: Pick<SessionOptions, 'policy' | 'policyArns'>): boolean {
  return options.policy !== null || options.policyArns.length > 0;
}

/** What is wrong with a scope of this role; null when nothing is. */
export function scopeProblem(
  role: SessionOptions,
  given: Scope,
): { readonly field: string; readonly problem: string } | null {
  if (hasSessionPolicy(role) && hasSessionPolicy(given)) {
    // AWS joins the policies of one call: together they would allow more than the scope's alone.
    const problem =
      'the role has session policies of its own, which the policies of a scope would replace instead of narrowing them';
    return { field: 'policy', problem };
  }
  return sessionOptionsProblem(optionsInScope(role, given));
}
