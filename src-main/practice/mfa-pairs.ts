import { generateSync } from 'otplib';
import { AwsError } from './aws-error.ts';
import { STEP_SECONDS } from './mfa-codes.ts';
import type { ParameterReader } from './parameters.ts';
import type { MfaDevice } from './world.ts';

/** How far AWS looks for a device whose clock is off, it does not say; ten minutes either way here. */
const SEARCHED_STEPS = 20;

/** The two codes that Enable and Resync take, as the model limits them. */
export interface CodePair {
  readonly first: string;
  readonly second: string;
}

export function readCodePair(read: ParameterReader): CodePair {
  const rule = { min: 6, max: 6, pattern: String.raw`[\d]+` };
  return {
    first: read.requiredText('AuthenticationCode1', rule),
    second: read.requiredText('AuthenticationCode2', rule),
  };
}

/**
 * Spends two codes that follow each other and takes the device's clock from them; throws
 * `InvalidAuthenticationCode` for any others. Codes sent too late leave the device out of sync, as
 * AWS's guide warns: it looks slow, and its next codes are refused until it is synchronised anew.
 */
export function synchronise(device: MfaDevice, pair: CodePair, nowMs: number): void {
  const nowStep = Math.floor(nowMs / 1000 / STEP_SECONDS);
  const step = stepOf(device, pair, nowStep);
  if (step === null)
    throw new AwsError(
      403,
      'InvalidAuthenticationCode',
      'Authentication code for device is not valid.',
    );
  device.lastUsedStep = step + 1;
  const behind = step + 1 - nowStep;
  // The code of the step before is as good as in sync.
  device.driftSteps = behind === -1 ? 0 : behind;
}

/** The step of the first code, nearest to now; null where the two are no pair, or spent. */
function stepOf(device: MfaDevice, { first, second }: CodePair, nowStep: number): number | null {
  for (let away = 0; away <= SEARCHED_STEPS; away += 1) {
    for (const step of [nowStep - away, nowStep + away]) {
      const isPair =
        step > device.lastUsedStep &&
        codeOfStep(device, step) === first &&
        codeOfStep(device, step + 1) === second;
      if (isPair) return step;
    }
  }
  return null;
}

function codeOfStep({ seed }: MfaDevice, step: number): string {
  return generateSync({ secret: seed, epoch: step * STEP_SECONDS, period: STEP_SECONDS });
}
