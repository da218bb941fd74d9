import type { Failure } from '#shared/errors.ts';
import type { TargetPlan } from '#shared/plan.ts';

/** Unlocking it mends it for everybody. */
export const VAULT_CAUSE = causeText('vault');

/** A code that is typed makes this session, and with it all that are made from it. */
export function codeCause(session: string): string {
  return causeText('mfa', session);
}

/** Whether a program may have a session of a scope: by an id of its own. */
export function approvalCause(id: string): string {
  return causeText('approval', id);
}

/** The session that takes the code (`session-key.ts`); null where none does. */
export function codeSessionOf(plan: TargetPlan): string | null {
  return plan.steps.find(({ mfaSerial }) => mfaSerial !== null)?.session ?? null;
}

/**
 * What makes two failures one thing for a person to do: the same vault, the same MFA device and session,
 * the same access key, the same file; else it is the target's own. The text is opaque.
 */
export function causeOf(failure: Failure, plan: TargetPlan): string {
  const session = plan.steps.at(-1)?.session ?? plan.identity.name;
  const { code, facts } = failure;
  if (code.startsWith('vault/')) return VAULT_CAUSE;
  if (code.startsWith('mfa/')) return codeCause(codeSessionOf(plan) ?? session);
  if ('accessKeyId' in facts) return causeText(code, facts.accessKeyId);
  const isWholeFile = code.startsWith('files/') && 'path' in facts && !('profile' in facts);
  if (isWholeFile) return causeText(code, String(facts.path));
  return causeText(code, session);
}

function causeText(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
