import { describe, expect, it } from 'vitest';
import { planStepWords } from '#renderer/words/plan-steps.ts';

describe('a plan in words', () => {
  it('says whose session, with which device, for how long', () => {
    const step = {
      call: 'GetSessionToken',
      identity: 'dana',
      durationSeconds: 43_200,
      mfaSerial: 'arn:aws:iam::123456789012:mfa/dana-phone',
    } as const;
    expect(planStepWords(step)).toEqual({
      call: 'GetSessionToken',
      subject: 'as dana',
      detail: 'with MFA device dana-phone, 12 h',
    });
  });

  it('says that a session carries no MFA', () => {
    const step = {
      call: 'GetSessionToken',
      identity: 'ci',
      durationSeconds: 3600,
      mfaSerial: null,
    } as const;
    expect(planStepWords(step).detail).toBe('without MFA, 1 h');
  });

  it('names the role, and MFA only where AssumeRole itself carries it', () => {
    const roleArn = 'arn:aws:iam::123456789012:role/Admin';
    const step = {
      call: 'AssumeRole',
      roleArn,
      role: 'admin',
      durationSeconds: 3600,
      mfaSerial: null,
    } as const;
    expect(planStepWords(step)).toEqual({ call: 'AssumeRole', subject: roleArn, detail: '1 h' });
    expect(planStepWords({ ...step, mfaSerial: 'GAHT12345678' }).detail).toBe(
      'with MFA device GAHT12345678, 1 h',
    );
  });
});
