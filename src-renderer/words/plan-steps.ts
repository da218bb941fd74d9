import { deviceName } from '#shared/arn.ts';
import type { PlanStep } from '#shared/contract/things.ts';
import { formatDuration } from '#shared/time.ts';

/** One call of a plan: what is called and for whom, and the rest as a quieter line. */
export function planStepWords(step: PlanStep): {
  readonly call: string;
  readonly subject: string;
  readonly detail: string;
} {
  const mfa =
    step.mfaSerial === null ? 'without MFA' : `with MFA device ${deviceName(step.mfaSerial)}`;
  const detail = `${mfa}, ${formatDuration(step.durationSeconds)}`;
  return step.call === 'GetSessionToken'
    ? { call: step.call, subject: `as ${step.identity}`, detail }
    : {
        call: step.call,
        subject: step.roleArn,
        detail: step.mfaSerial === null ? formatDuration(step.durationSeconds) : detail,
      };
}
