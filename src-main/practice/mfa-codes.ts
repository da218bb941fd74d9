import { verifySync } from 'otplib';
import { accessDenied } from './aws-error.ts';
import type { MfaDevice, User, World } from './world.ts';

/** As RFC 6238 has it, and AWS. */
export const STEP_SECONDS = 30;

export interface MfaProof {
  readonly serial: string | null;
  readonly code: string | null;
  readonly user: User | null;
  readonly nowMs: number;
}

/**
 * Whether the call carries a valid code; the code is spent then. Throws AWS's refusals. AWS accepts
 * the code of this step and, in practice, of the one before; never one of a step already used.
 */
export function proveMfa(world: World, { serial, code, user, nowMs }: MfaProof): boolean {
  if (serial === null && code === null) return false;
  if (serial === null || code === null) {
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const device = world.mfaDevices.get(serial);
  if (device === undefined || user === null || device.owner !== user) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!spendCode(device, code, nowMs)) {
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.');
  }
  return true;
}

function spendCode(device: MfaDevice, code: string, nowMs: number): boolean {
  const epoch = Math.floor(nowMs / 1000) + device.driftSteps * STEP_SECONDS;
  // otplib throws when the last used step lies ahead, as it does after the clock was set back.
  if (device.lastUsedStep > epoch / STEP_SECONDS) return false;
  const result = verifySync({
    secret: device.seed,
    token: code,
    epoch,
    period: STEP_SECONDS,
    epochTolerance: [STEP_SECONDS, 0],
    afterTimeStep: device.lastUsedStep,
  });
  if (!result.valid || !('timeStep' in result)) return false;
  device.lastUsedStep = result.timeStep;
  return true;
}
