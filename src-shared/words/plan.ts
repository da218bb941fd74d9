import type { Plan } from '#shared/contract/things.ts';

/** Why a plan is as it is, one sentence each. */
export const PLAN_REASONS: Record<Plan['because'][number], string> = {
  'identity-has-mfa-device':
    'The session carries MFA, so IAM and roles that ask for MFA accept it.',
  'identity-has-no-mfa-device':
    'No MFA device is known for this identity, so the session has no MFA.',
  'role-from-mfa-session':
    'The role is assumed from the identity’s MFA session: one code serves many roles.',
  'role-direct-with-mfa':
    'AssumeRole itself carries the MFA code, so the session may last up to the role’s maximum.',
  'role-without-mfa': 'The role is assumed with the access key itself, without MFA.',
  'role-chaining-limits-to-one-hour': 'AWS limits a role assumed from a session to one hour.',
  'role-limited-by-session-policy':
    'A session policy narrows the session: it may do what both the role and the policy allow.',
  'tags-go-on': 'Transitive tags of a role go on to the roles that are assumed from it.',
};
