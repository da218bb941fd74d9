import { describe, expect, it } from 'vitest';
import { deviceName, parseMfaSerial, parseRoleArn, roleArnProblem } from '#shared/arn.ts';

describe('a role ARN', () => {
  it.each([
    ['arn:aws:iam::123456789012:role/Admin', 'Admin'],
    ['arn:aws-cn:iam::123456789012:role/team/a/ReadOnly', 'ReadOnly'],
    ['arn:aws-us-gov:iam::123456789012:role/a+b=c,d.e@f-g_h', 'a+b=c,d.e@f-g_h'],
  ])('is read with its account and name: %s', (arn, roleName) => {
    expect(parseRoleArn(arn)).toMatchObject({ accountId: '123456789012', roleName });
  });

  it.each([
    ['', 'does not start with "arn:"'],
    [' arn:aws:iam::123456789012:role/Admin', 'blank'],
    ['arn:aws:iam::123456789012', 'six parts'],
    ['arn:aws:sts::123456789012:assumed-role/Admin/me', 'service is "sts"'],
    ['arn:aws:iam:us-east-1:123456789012:role/Admin', 'no Region'],
    ['arn:aws:iam::12345678901:role/Admin', 'twelve digits'],
    ['arn:aws:iam::123456789012:user/dana', 'role/'],
    ['arn:aws:iam::123456789012:role/', 'characters'],
    ['arn:aws:iam::123456789012:role/a b', 'six parts'],
    ['arn:google:iam::123456789012:role/Admin', 'not a partition'],
    ['arn:aws:iam::123456789012:role/Admin\n[profile x]', 'six parts'],
  ])('that is malformed says what is wrong: %j', (arn, problem) => {
    expect(roleArnProblem(arn)).toContain(problem);
    expect(() => parseRoleArn(arn)).toThrow(
      expect.objectContaining({ code: 'role/arn-malformed' }),
    );
  });
});

describe('an MFA serial', () => {
  it.each([
    [
      'arn:aws:iam::123456789012:mfa/dana',
      { kind: 'virtual', accountId: '123456789012', name: 'dana' },
    ],
    ['GAHT12345678', { kind: 'hardware' }],
    ['short', null],
    ['arn:aws:iam::123456789012:user/dana', null],
    ['arn:aws:iam::123456789012:mfa/da\nna', null],
  ])('%j', (serial, expected) => {
    expect(parseMfaSerial(serial)).toEqual(expected);
  });

  it('calls a device by the end of its ARN, or by its number', () => {
    expect(deviceName('arn:aws:iam::123456789012:mfa/path/dana')).toBe('path/dana');
    expect(deviceName('GAHT12345678')).toBe('GAHT12345678');
  });
});
