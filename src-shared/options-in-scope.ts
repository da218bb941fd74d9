import type { Scope } from './contract/scope.ts';
import type { SessionOptions } from './contract/session-options.ts';

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
