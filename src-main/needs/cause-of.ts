import type { Failure } from '#shared/errors.ts';
import type { TargetPlan } from '../targets/plan.ts';

/** Unlocking it mends it for everybody. */
export const VAULT_CAUSE = causeText('vault');

/** A code that is typed makes the session of this target, and with it those of everything that is assumed from it. */
export function codeCause(target: string): string {
  return causeText('mfa', target);
}

/** The plan of the step whose session takes the code; null where no step does. */
export function codeTargetOf(plan: TargetPlan): string | null {
  return plan.steps.find(({ mfaSerial }) => mfaSerial !== null)?.target.name ?? null;
}

/**
 * What makes two failures one thing for a person to do: the same vault, the same MFA device and session,
 * the same access key, the same file; else it is the target's own. The text is opaque.
 */
export function causeOf(failure: Failure, plan: TargetPlan): string {
  const target = plan.steps.at(-1)?.target.name ?? plan.identity.name;
  const { code, facts } = failure;
  if (code.startsWith('vault/')) return VAULT_CAUSE;
  if (code.startsWith('mfa/')) return codeCause(codeTargetOf(plan) ?? target);
  if ('accessKeyId' in facts) return causeText(code, facts.accessKeyId);
  const isWholeFile = code.startsWith('files/') && 'path' in facts && !('profile' in facts);
  if (isWholeFile) return causeText(code, String(facts.path));
  return causeText(code, target);
}

function causeText(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
