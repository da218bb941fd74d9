import { createGuardrails, generateSync } from 'otplib';
import type { Secret } from '#shared/secret.ts';
import { STEP_MS, stepAt } from './next-step.ts';

/** A code of an MFA device, `validUntilMs` in ms since the epoch. */
export interface MfaCode {
  readonly code: string;
  /** The number of the 30 s step it stands for. */
  readonly step: number;
  readonly validUntilMs: number;
}

/** RFC 6238 as AWS uses it: SHA-1, six digits, 30 s. `seed` is base32 as `parseSeed` returns it. */
export function codeAt(seed: Secret, epochMs: number): MfaCode {
  const step = stepAt(epochMs);
  const code = generateSync({
    secret: seed.reveal(),
    strategy: 'totp',
    algorithm: 'sha1',
    digits: 6,
    period: STEP_MS / 1000,
    epoch: Math.floor(epochMs / 1000),
    // otplib's own floor of 16 bytes would refuse the 16 characters that many services hand out.
    guardrails: createGuardrails({ MIN_SECRET_BYTES: 10, MAX_SECRET_BYTES: 4096 }),
  });
  return { code, step, validUntilMs: (step + 1) * STEP_MS };
}
