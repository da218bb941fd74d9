/** A TOTP step (RFC 6238, contracts.md §7). */
export const STEP_MS = 30_000;
/** A code with less time left may die on its way. */
const DYING_MS = 3000;
/** How far into a new step we wait, so that AWS's clock is in it too. */
const SETTLE_MS = 1000;

export type StepDecision =
  | { readonly kind: 'send'; readonly step: number }
  | { readonly kind: 'wait'; readonly untilMs: number };

/**
 * Whether the code of this moment may be sent, or when to look again. `lastUsedStep` null: none was ever used.
 * `codes`: how many are sent together, of the step of this moment and of those right before it.
 */
export function decideStep(
  nowMs: number,
  lastUsedStep: number | null,
  codes: 1 | 2 = 1,
): StepDecision {
  const step = stepAt(nowMs);
  if (lastUsedStep !== null && step < lastUsedStep + codes)
    return waitForStep(lastUsedStep + codes);
  if ((step + 1) * STEP_MS - nowMs < DYING_MS) return waitForStep(step + 1);
  return { kind: 'send', step };
}

/**
 * The last used step as far as it can be believed. One from far in the future was noted by a wrong
 * clock; waiting for it could take years, so the present step stands for it.
 */
export function believableStep(nowMs: number, recordedStep: number | null): number | null {
  if (recordedStep === null) return null;
  const step = stepAt(nowMs);
  return recordedStep > step + 1 ? step : recordedStep;
}

export function stepAt(epochMs: number): number {
  return Math.floor(epochMs / STEP_MS);
}

function waitForStep(step: number): StepDecision {
  return { kind: 'wait', untilMs: step * STEP_MS + SETTLE_MS };
}
