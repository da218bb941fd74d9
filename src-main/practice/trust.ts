import { rootArn } from './arns.ts';

/** Who may assume a role, and on which conditions: the role's trust policy. */
export interface Trust {
  /** Users and roles by ARN; an account by the ARN of its root, which means whoever that account permits. */
  readonly principals: readonly string[];
  readonly externalId: string | null;
  readonly requiresMfa: boolean;
}

export interface TrustQuestion extends TrustConditions {
  /** Of the user, or of the role whose session calls. */
  readonly principalArn: string;
  readonly accountId: string;
}

/** What the call brings for the conditions. */
export interface TrustConditions {
  readonly externalId: string | null;
  readonly mfa: boolean;
}

/**
 * `trusted-by-name` is enough within one account; `trusted-by-account`, and any trust from another
 * account, needs a permission of the caller's own besides.
 */
export type TrustAnswer = 'trusted-by-name' | 'trusted-by-account' | 'not-trusted';

export function askTrust(trust: Trust, question: TrustQuestion): TrustAnswer {
  if (trust.requiresMfa && !question.mfa) return 'not-trusted';
  if (trust.externalId !== null && trust.externalId !== question.externalId) return 'not-trusted';
  if (trust.principals.includes(question.principalArn)) return 'trusted-by-name';
  return trust.principals.includes(rootArn(question.accountId))
    ? 'trusted-by-account'
    : 'not-trusted';
}
